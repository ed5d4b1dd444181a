extension StoreSchema {
    /// Touches and what they are counted into.
    ///
    /// `source` is the fact kind, 20 for a contact that was added. `recorded_at` is null where it
    /// is `touched_at`: in every click and view. `contact` is the id of an added contact, null
    /// where the fact had none; the touch of a contact that is known by its id has no second row.
    ///
    /// A touch's aliases are its `visitor`, its `click`, the click that
    /// it is itself, and what `touch_identities` adds; 0 is no visitor.
    static let traffic = [
        Table(
            "touches", key: "sequence",
            """
            CREATE TABLE touches (
                sequence INTEGER PRIMARY KEY,
                node INTEGER NOT NULL,
                source INTEGER NOT NULL CHECK (source IN (1, 2, 17, 20)),
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
                touched_at INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                link INTEGER NOT NULL,
                verdict INTEGER NOT NULL,
                slot INTEGER,
                issued INTEGER,
                visitor INTEGER NOT NULL,
                click INTEGER,
                event TEXT,
                recorded_at INTEGER,
                contact BLOB CHECK (length(contact) = 16)
            ) STRICT;
            CREATE UNIQUE INDEX view_touches ON touches (event, staff, link, visitor)
                WHERE source = 2;
            CREATE UNIQUE INDEX imported_touches ON touches (event) WHERE source = 17;
            CREATE UNIQUE INDEX contact_touches ON touches (contact) WHERE contact IS NOT NULL;
            """),
        Table(
            "touch_aliases", key: "alias, touched_at, touch",
            """
            CREATE TABLE touch_aliases (
                alias INTEGER NOT NULL,
                touched_at INTEGER NOT NULL,
                touch INTEGER NOT NULL,
                PRIMARY KEY (alias, touched_at, touch)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "touch_identities", key: "touch, alias",
            """
            CREATE TABLE touch_identities (
                touch INTEGER NOT NULL,
                alias INTEGER NOT NULL,
                PRIMARY KEY (touch, alias)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "touch_imports", key: "touch",
            """
            CREATE TABLE touch_imports (
                touch INTEGER PRIMARY KEY REFERENCES touches (sequence),
                door INTEGER NOT NULL,
                person INTEGER,
                file BLOB NOT NULL CHECK (length(file) = 32),
                line INTEGER NOT NULL
            ) STRICT;
            """),
        Table(
            "visitor_days", key: "day, visitor, staff, link",
            """
            CREATE TABLE visitor_days (
                day INTEGER NOT NULL,
                visitor INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                link INTEGER NOT NULL,
                PRIMARY KEY (day, visitor, staff, link)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "traffic_rollups", key: "day, staff, link, department, channel",
            """
            CREATE TABLE traffic_rollups (
                day INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                link INTEGER NOT NULL,
                department TEXT NOT NULL,
                channel TEXT NOT NULL,
                clicks_raw INTEGER NOT NULL,
                clicks_human INTEGER NOT NULL,
                views INTEGER NOT NULL,
                visitors INTEGER NOT NULL,
                contacts_added INTEGER NOT NULL,
                first_messages INTEGER NOT NULL,
                PRIMARY KEY (day, staff, link, department, channel)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "rejections", key: "minute_at, rejection",
            """
            CREATE TABLE rejections (
                minute_at INTEGER NOT NULL,
                rejection INTEGER NOT NULL,
                count INTEGER NOT NULL,
                PRIMARY KEY (minute_at, rejection)
            ) STRICT, WITHOUT ROWID;
            """),
    ]

    /// Aliases and how they are bound.
    ///
    /// A click's alias has no row: its number is computed from node and sequence and is negative. A
    /// visitor and a click that stand together in a touch have no binding: the touch tells it.
    ///
    /// A binding names the other alias by its value, so that it is read in the aliases' own order:
    /// `other_high` and `other_low` are its unsigned halves less 2⁶³. `until` is the first sequence
    /// at which the binding no longer holds, 2⁶³−1 while it does. It is kept by `touches` (0: none,
    /// 1: customers' touches alone, 2: contacts too) and by as many `orders` as hold both now.
    static let identity = [
        Table(
            "aliases", key: "number",
            """
            CREATE TABLE aliases (
                number INTEGER PRIMARY KEY,
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 7),
                high INTEGER NOT NULL,
                low INTEGER NOT NULL,
                UNIQUE (high, low, kind)
            ) STRICT;
            """),
        Table(
            "bindings", key: "alias, other_kind, other_high, other_low, since",
            """
            CREATE TABLE bindings (
                alias INTEGER NOT NULL,
                other_kind INTEGER NOT NULL,
                other_high INTEGER NOT NULL,
                other_low INTEGER NOT NULL,
                since INTEGER NOT NULL,
                until INTEGER NOT NULL,
                touches INTEGER NOT NULL CHECK (touches BETWEEN 0 AND 2),
                orders INTEGER NOT NULL CHECK (orders >= 0),
                PRIMARY KEY (alias, other_kind, other_high, other_low, since)
            ) STRICT, WITHOUT ROWID;
            """),
    ]
}
