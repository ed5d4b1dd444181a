extension StoreSchema {
    /// What two persons decide together; `sequence` is the accepted command.
    ///
    /// `state` is 0 open, 1 approved, 2 declined; `resolved` the record that resolved it. `claim`
    /// is spelt as in the `AdjustmentProposed` fact.
    static let books = [
        Table(
            "adjustments", key: "number",
            """
            CREATE TABLE adjustments (
                number INTEGER PRIMARY KEY CHECK (number >= 1),
                sequence INTEGER NOT NULL UNIQUE,
                recorded_at INTEGER NOT NULL,
                order_number INTEGER NOT NULL REFERENCES orders (number),
                claim BLOB NOT NULL,
                proposer INTEGER NOT NULL,
                reason TEXT,
                state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
                resolved INTEGER UNIQUE,
                resolved_at INTEGER,
                resolver INTEGER
            ) STRICT;
            CREATE UNIQUE INDEX open_adjustments ON adjustments (order_number)
                WHERE state = 0;
            CREATE INDEX adjustments_by_order ON adjustments (order_number, number);
            """),
        Table(
            "reruns", key: "number",
            """
            CREATE TABLE reruns (
                number INTEGER PRIMARY KEY CHECK (number >= 1),
                sequence INTEGER NOT NULL UNIQUE,
                recorded_at INTEGER NOT NULL,
                policy TEXT NOT NULL,
                from_day INTEGER NOT NULL,
                to_day INTEGER NOT NULL,
                proposer INTEGER NOT NULL,
                reason TEXT,
                state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
                resolved INTEGER UNIQUE,
                resolved_at INTEGER,
                resolver INTEGER
            ) STRICT;
            """),
        Table(
            "close_proposals", key: "sequence",
            """
            CREATE TABLE close_proposals (
                sequence INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                period INTEGER NOT NULL,
                waives INTEGER NOT NULL,
                proposer INTEGER NOT NULL,
                reason TEXT,
                head INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX close_proposals_by_period ON close_proposals (period, sequence);
            """),
        Table(
            "closings", key: "period",
            """
            CREATE TABLE closings (
                period INTEGER PRIMARY KEY,
                sequence INTEGER NOT NULL UNIQUE,
                recorded_at INTEGER NOT NULL,
                proposal INTEGER NOT NULL,
                confirmer INTEGER NOT NULL
            ) STRICT;
            """),
        Table(
            "seals", key: "period",
            """
            CREATE TABLE seals (
                period INTEGER PRIMARY KEY REFERENCES closings (period),
                sequence INTEGER NOT NULL UNIQUE,
                recorded_at INTEGER NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT;
            """),
    ]
}
