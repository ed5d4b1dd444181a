extension StoreSchema {
    /// Orders, their events, and the decisions on them.
    ///
    /// In an order's row, `decision` is the record of the decision in force and `judging_at` its T;
    /// `booked_at` the present B by that decision's policy, null while it is unknown;
    /// `instant_at` is T as its events tell it now, null while it is unknown;
    /// `first_decided_at` when the first decision was recorded; `adjusted` the record of the latest
    /// decision that is an adjustment; `rerun_policy` the policy of the latest approved re-run that
    /// took the order; `examined_at` the latest moment of which its decision read the directory.
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
                instant_at INTEGER,
                judging_at INTEGER,
                booked_at INTEGER,
                first_decided_at INTEGER,
                adjusted INTEGER,
                rerun_policy TEXT,
                examined_at INTEGER,
                UNIQUE (shop, order_id)
            ) STRICT;
            CREATE INDEX undecided_orders ON orders (created_at) WHERE decision IS NULL;
            CREATE INDEX decided_orders ON orders (created_at, number)
                WHERE decision IS NOT NULL;
            CREATE INDEX judged_orders ON orders (judging_at) WHERE judging_at IS NOT NULL;
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
            CREATE INDEX order_aliases_by_alias
                ON order_aliases (alias, order_number, since, until);
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
                occasion INTEGER NOT NULL CHECK (occasion BETWEEN 1 AND 4),
                version INTEGER NOT NULL,
                body BLOB NOT NULL,
                customer BLOB
            ) STRICT;
            CREATE INDEX decisions_by_order ON decisions (order_number, sequence);
            """),
    ]

    /// Which orders are to be judged, and what tells that one is to be judged again.
    ///
    /// `examined`: what the decision in force looked up in the directory, whether it was there or
    /// not, up to the moment `latest_at`: kind 1 staff numbers, 2 department codes, 3 store codes,
    /// 4 link numbers. `late_evidence`: what no longer judged an order again, because it came too
    /// late (1), the period of its booking instant is closed (2), or it is adjusted (3).
    static let judging = [
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
            "examined", key: "kind, key, latest_at, order_number",
            """
            CREATE TABLE examined (
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
                key ANY NOT NULL,
                latest_at INTEGER NOT NULL,
                order_number INTEGER NOT NULL,
                PRIMARY KEY (kind, key, latest_at, order_number)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "late_evidence", key: "order_number, cause",
            """
            CREATE TABLE late_evidence (
                order_number INTEGER NOT NULL REFERENCES orders (number),
                cause INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL,
                reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 3),
                PRIMARY KEY (order_number, cause)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX late_evidence_by_cause ON late_evidence (cause, order_number);
            """),
    ]

    /// Entries, and the orders whose entries are to be computed anew: by kind of cause the latest
    /// fact that made them due, and the record of the decision that did. `formerly` is the decision
    /// that was in force before an adjustment that is still to be posted, where one is.
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
                formerly INTEGER,
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
