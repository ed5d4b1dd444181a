extension StoreSchema {
    /// Rows of the directory; `sequence` is the accepted command.
    static let directory = [
        Table(
            "shops", key: "shop",
            """
            CREATE TABLE shops (
                shop TEXT PRIMARY KEY,
                sequence INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "persons", key: "person",
            """
            CREATE TABLE persons (
                person INTEGER PRIMARY KEY,
                sequence INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL,
                name TEXT,
                userid TEXT,
                created_by INTEGER
            ) STRICT;
            """),
        Table(
            "departments", key: "sequence",
            """
            CREATE TABLE departments (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                department TEXT NOT NULL,
                name TEXT NOT NULL,
                parent TEXT,
                store TEXT,
                effective_at INTEGER
            ) STRICT;
            """),
        Table(
            "staff", key: "sequence",
            """
            CREATE TABLE staff (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                department TEXT NOT NULL,
                employed_from_at INTEGER,
                employed_to_at INTEGER,
                successor INTEGER,
                role INTEGER NOT NULL CHECK (role IN (1, 2)),
                effective_at INTEGER,
                name TEXT NOT NULL,
                userid TEXT,
                aliases BLOB NOT NULL
            ) STRICT;
            """),
        Table(
            "staff_revocations", key: "sequence",
            """
            CREATE TABLE staff_revocations (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                change INTEGER NOT NULL CHECK (change IN (1, 2))
            ) STRICT;
            """),
        Table(
            "links", key: "link",
            """
            CREATE TABLE links (
                link INTEGER PRIMARY KEY,
                sequence INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL,
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
                destination TEXT NOT NULL,
                channel TEXT NOT NULL,
                campaign TEXT,
                valid_days INTEGER CHECK (valid_days > 0)
            ) STRICT;
            """),
        Table(
            "link_revocations", key: "sequence",
            """
            CREATE TABLE link_revocations (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                link INTEGER NOT NULL
            ) STRICT;
            """),
    ]

    /// Who gave whom a key: two persons of whom one made the other do not act together. `key` is
    /// the key's id in the vault, `scopes` its length-prefixed names.
    static let keys = [
        Table(
            "api_key_changes", key: "sequence",
            """
            CREATE TABLE api_key_changes (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                key TEXT NOT NULL,
                change INTEGER NOT NULL CHECK (change IN (1, 2)),
                person INTEGER,
                name TEXT,
                scopes BLOB NOT NULL,
                actor_door INTEGER NOT NULL,
                actor_person INTEGER
            ) STRICT;
            """),
        Table(
            "key_issues", key: "sequence",
            """
            CREATE TABLE key_issues (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                issuer INTEGER NOT NULL,
                holder INTEGER NOT NULL
            ) STRICT;
            """),
    ]

    /// Settings; `sequence` is the accepted command, `document` its text or bytes.
    static let settings = [
        Table(
            "policies", key: "sequence",
            """
            CREATE TABLE policies (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                document TEXT NOT NULL
            ) STRICT;
            """),
        Table(
            "key_changes", key: "sequence",
            """
            CREATE TABLE key_changes (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 15),
                state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3)
            ) STRICT;
            """),
        Table(
            "calendars", key: "sequence",
            """
            CREATE TABLE calendars (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT;
            """),
        Table(
            "identity_settings", key: "sequence",
            """
            CREATE TABLE identity_settings (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                never_merge BLOB NOT NULL,
                shared_after INTEGER NOT NULL
            ) STRICT;
            """),
    ]
}
