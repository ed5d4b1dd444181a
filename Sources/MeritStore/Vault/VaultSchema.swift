/// The tables of the vault. It is not computed from anything: a change here raises `version` and
/// comes with the statements that bring an earlier vault up to it.
enum VaultSchema {
    static let version = 1

    static let tables = [
        Table(
            "bad_bodies", key: "id",
            """
            CREATE TABLE bad_bodies (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                kept_at INTEGER NOT NULL,
                sealed BLOB NOT NULL
            ) STRICT;
            CREATE INDEX bad_bodies_by_age ON bad_bodies (kept_at);
            """),
        Table(
            "api_keys", key: "id",
            """
            CREATE TABLE api_keys (
                id TEXT PRIMARY KEY,
                secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
                name TEXT NOT NULL,
                person INTEGER,
                scopes TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER,
                revoked_at INTEGER
            ) STRICT, WITHOUT ROWID;
            """),
    ]
}
