extension StoreSchema {
    /// What reports read: touches and entries, summed as they are applied.
    ///
    /// `grain` 1: of the day `first_day`; 7: of the seven days from it on (`Grain`). An empty
    /// `department` is none. A sum of money is `upper` · 2³² + `lower`.
    ///
    /// `order_counts`: the orders that count in a report are the sum over the ranges within its
    /// days (`CountedRanges`). `payee` −1: all people of the department together. Grain 1: ranges
    /// within one week; 7: those of a week, summed; 0: ranges that reach from one week into
    /// another.
    static let sums = [
        Table(
            "staff_traffic", key: "grain, first_day, staff, department",
            """
            CREATE TABLE staff_traffic (
                grain INTEGER NOT NULL CHECK (grain IN (1, 7)),
                first_day INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                department TEXT NOT NULL,
                clicks_raw INTEGER NOT NULL,
                clicks_human INTEGER NOT NULL,
                views INTEGER NOT NULL,
                visitors INTEGER NOT NULL,
                contacts_added INTEGER NOT NULL,
                first_messages INTEGER NOT NULL,
                PRIMARY KEY (grain, first_day, staff, department)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "payee_money", key: "grain, first_day, staff, department, currency, kind",
            """
            CREATE TABLE payee_money (
                grain INTEGER NOT NULL CHECK (grain IN (1, 7)),
                first_day INTEGER NOT NULL,
                staff INTEGER NOT NULL,
                department TEXT NOT NULL,
                currency TEXT NOT NULL,
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
                upper INTEGER NOT NULL,
                lower INTEGER NOT NULL,
                PRIMARY KEY (grain, first_day, staff, department, currency, kind)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "order_counts", key: "grain, first_day, last_day, payee, department, currency",
            """
            CREATE TABLE order_counts (
                grain INTEGER NOT NULL CHECK (grain IN (0, 1, 7)),
                first_day INTEGER NOT NULL,
                last_day INTEGER NOT NULL,
                payee INTEGER NOT NULL CHECK (payee >= -1),
                department TEXT NOT NULL,
                currency TEXT NOT NULL,
                orders INTEGER NOT NULL,
                PRIMARY KEY (grain, first_day, last_day, payee, department, currency)
            ) STRICT, WITHOUT ROWID;
            """),
        Table(
            "entry_totals", key: "day, currency",
            """
            CREATE TABLE entry_totals (
                day INTEGER NOT NULL,
                currency TEXT NOT NULL,
                upper INTEGER NOT NULL,
                lower INTEGER NOT NULL,
                PRIMARY KEY (day, currency)
            ) STRICT, WITHOUT ROWID;
            """),
    ]
}
