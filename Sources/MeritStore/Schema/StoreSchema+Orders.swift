extension StoreSchema {
    /// Orders, their events, and what is to be judged.
    static let orders = [
        Table(
            "orders", key: "number",
            """
            CREATE TABLE orders (
                number INTEGER PRIMARY KEY,
                shop TEXT NOT NULL,
                order_id TEXT NOT NULL,
                currency TEXT NOT NULL CHECK (length(currency) = 3),
                created_at INTEGER,
                decision INTEGER REFERENCES decisions (sequence) DEFERRABLE INITIALLY DEFERRED,
                UNIQUE (shop, order_id)
            ) STRICT;
            CREATE INDEX undecided_orders ON orders (created_at) WHERE decision IS NULL;
            CREATE INDEX orders_by_id ON orders (order_id);
            """),
        Table(
            "order_events", key: "sequence",
            """
            CREATE TABLE order_events (
                sequence INTEGER PRIMARY KEY,
                order_number INTEGER NOT NULL REFERENCES orders (number),
                shop TEXT NOT NULL,
                event TEXT NOT NULL,
                recorded_at INTEGER NOT NULL,
                content BLOB NOT NULL CHECK (length(content) = 32),
                version INTEGER NOT NULL,
                body BLOB NOT NULL,
                buyer BLOB,
                UNIQUE (shop, event)
            ) STRICT;
            CREATE INDEX order_events_by_order ON order_events (order_number, sequence);
            """),
        Table(
            "order_aliases", key: "order_number, alias, since",
            """
            CREATE TABLE order_aliases (
                order_number INTEGER NOT NULL REFERENCES orders (number),
                alias INTEGER NOT NULL,
                since INTEGER NOT NULL,
                until INTEGER NOT NULL,
                PRIMARY KEY (order_number, alias, since)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "pending_judgements", key: "judging_at, shop, order_id",
            """
            CREATE TABLE pending_judgements (
                judging_at INTEGER NOT NULL,
                shop TEXT NOT NULL,
                order_id TEXT NOT NULL,
                order_number INTEGER NOT NULL UNIQUE REFERENCES orders (number),
                cause INTEGER NOT NULL,
                occasion INTEGER NOT NULL CHECK (occasion BETWEEN 1 AND 4),
                PRIMARY KEY (judging_at, shop, order_id)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "decisions", key: "sequence",
            """
            CREATE TABLE decisions (
                sequence INTEGER PRIMARY KEY,
                order_number INTEGER NOT NULL REFERENCES orders (number),
                recorded_at INTEGER NOT NULL,
                judging_at INTEGER NOT NULL,
                as_of INTEGER NOT NULL,
                policy TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL,
                customer BLOB
            ) STRICT;
            CREATE INDEX decisions_by_order ON decisions (order_number, sequence);
            """),
    ]

    /// Entries, and the orders whose entries are to be computed anew: by kind of cause the latest
    /// fact that made them due, and the record of the decision that did.
    static let ledger = [
        Table(
            "due_orders", key: "shop, order_id",
            """
            CREATE TABLE due_orders (
                shop TEXT NOT NULL,
                order_id TEXT NOT NULL,
                order_number INTEGER NOT NULL UNIQUE REFERENCES orders (number),
                decided INTEGER,
                first INTEGER,
                adjustment INTEGER,
                rejudge INTEGER,
                reversal INTEGER,
                edit INTEGER,
                PRIMARY KEY (shop, order_id)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "entries", key: "number",
            """
            CREATE TABLE entries (
                number INTEGER PRIMARY KEY CHECK (number >= 1),
                posting INTEGER NOT NULL,
                order_number INTEGER NOT NULL REFERENCES orders (number),
                line TEXT NOT NULL,
                staff INTEGER NOT NULL,
                department TEXT,
                store TEXT,
                rule TEXT,
                amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
                currency TEXT NOT NULL,
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
                policy TEXT NOT NULL,
                decision INTEGER NOT NULL REFERENCES decisions (sequence),
                cause INTEGER NOT NULL,
                period INTEGER NOT NULL,
                business_at INTEGER NOT NULL,
                day INTEGER NOT NULL,
                hash BLOB NOT NULL CHECK (length(hash) = 32)
            ) STRICT;
            CREATE INDEX entries_by_order ON entries (order_number, number);
            CREATE INDEX entries_by_period ON entries (period, number);
            CREATE INDEX entries_by_day
                ON entries (day, staff, department, currency, kind, order_number, amount_minor);
            """),
    ]
}
