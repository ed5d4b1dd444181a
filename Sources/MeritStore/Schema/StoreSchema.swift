/// The tables of a store. All of it is computed from the journal: a change here raises `version`,
/// and a store of an earlier version is rebuilt, never migrated.
///
/// Traffic has no foreign keys: a lookup in the parent for every touch is dear, and the one place
/// that writes touches has just looked their aliases up.
enum StoreSchema {
    /// `PRAGMA user_version` of a store of this release.
    static let version = 2

    /// By name.
    static let tables: [Table] =
        (traffic + customers + identity + orders + judging + ledger + books + directory + keys
        + settings + records + sums).sorted {
            $0.name < $1.name
        }

    /// What was read so far.
    private static let records = [
        Table(
            "cursors", key: "id", compared: "sequence, chain",
            """
            CREATE TABLE cursors (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                position BLOB NOT NULL,
                sequence INTEGER NOT NULL CHECK (sequence >= 0),
                chain BLOB NOT NULL CHECK (length(chain) = 32)
            ) STRICT;
            """),
        Table(
            "bad_records", key: "sequence",
            """
            CREATE TABLE bad_records (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                source TEXT NOT NULL,
                shop TEXT,
                event TEXT,
                code TEXT NOT NULL,
                detail TEXT,
                vault_id INTEGER,
                body BLOB CHECK (length(body) = 32),
                resolution INTEGER CHECK (resolution IN (1, 2)),
                resolved_at INTEGER,
                resolved_by INTEGER
            ) STRICT;
            CREATE INDEX open_bad_records ON bad_records (sequence) WHERE resolution IS NULL;
            CREATE INDEX bad_records_by_body ON bad_records (body);
            """),
        Table(
            "outcomes", key: "sequence",
            """
            CREATE TABLE outcomes (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                actor_door INTEGER NOT NULL,
                actor_person INTEGER,
                link INTEGER,
                person INTEGER,
                adjustment INTEGER,
                rerun INTEGER,
                refusal TEXT,
                message TEXT,
                notes BLOB NOT NULL
            ) STRICT;
            """),
        Table(
            "gaps", key: "sequence",
            """
            CREATE TABLE gaps (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                reason INTEGER NOT NULL,
                clicks INTEGER NOT NULL,
                views INTEGER NOT NULL,
                from_at INTEGER NOT NULL,
                to_at INTEGER NOT NULL
            ) STRICT;
            """),
        Table(
            "recoveries", key: "sequence",
            """
            CREATE TABLE recoveries (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                segment INTEGER NOT NULL,
                bytes_cut INTEGER NOT NULL
            ) STRICT;
            """),
    ]
}
