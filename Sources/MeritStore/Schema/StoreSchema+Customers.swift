extension StoreSchema {
    /// What the business tells about customers, beside the touches that added contacts are.
    ///
    /// Every contact fact has a row in `contact_changes` (1 added, 2 deleted by the customer, 3
    /// deleted by staff), also an added contact whose touch is known by its contact id already. The
    /// aliases of hand-overs and deletions bind nothing. `file` and `line` are null unless a person
    /// brought the row in from a file.
    static let customers = [
        Table(
            "contact_changes", key: "sequence",
            """
            CREATE TABLE contact_changes (
                sequence INTEGER PRIMARY KEY,
                event TEXT NOT NULL UNIQUE,
                contact BLOB CHECK (length(contact) = 16),
                change INTEGER NOT NULL CHECK (change BETWEEN 1 AND 3),
                changed_at INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL,
                door INTEGER,
                person INTEGER,
                file BLOB CHECK (length(file) = 32),
                line INTEGER
            ) STRICT;
            """),
        Table(
            "contact_deletion_aliases", key: "alias, deletion",
            """
            CREATE TABLE contact_deletion_aliases (
                alias INTEGER NOT NULL,
                deletion INTEGER NOT NULL REFERENCES contact_changes (sequence),
                PRIMARY KEY (alias, deletion)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "hand_overs", key: "sequence",
            """
            CREATE TABLE hand_overs (
                sequence INTEGER PRIMARY KEY,
                event TEXT NOT NULL,
                handed_at INTEGER NOT NULL,
                from_staff INTEGER NOT NULL,
                to_staff INTEGER NOT NULL,
                state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
                recorded_at INTEGER NOT NULL,
                door INTEGER,
                person INTEGER,
                file BLOB CHECK (length(file) = 32),
                line INTEGER,
                UNIQUE (event, state)
            ) STRICT;
            """),
        Table(
            "hand_over_aliases", key: "alias, hand_over",
            """
            CREATE TABLE hand_over_aliases (
                alias INTEGER NOT NULL,
                hand_over INTEGER NOT NULL REFERENCES hand_overs (sequence),
                PRIMARY KEY (alias, hand_over)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "identity_splits", key: "sequence",
            """
            CREATE TABLE identity_splits (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                left_alias INTEGER NOT NULL,
                right_alias INTEGER NOT NULL
            ) STRICT;
            """),
    ]
}
