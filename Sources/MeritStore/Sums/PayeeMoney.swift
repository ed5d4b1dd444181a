import MeritCore

/// Entries by payee, department, currency and kind, summed by day and by week, in memory for one
/// transaction, and then added to the rows.
struct PayeeMoney {
    private struct Key: Hashable {
        let grain: Grain
        let first: CivilDate
        let staff: StaffNumber
        let department: DepartmentCode?
        let currency: Currency
        let kind: EntryKind
    }

    private var sums: [Key: SplitAmount] = [:]

    private static let add = Query(
        "payeeMoney.add",
        """
        INSERT INTO payee_money (grain, first_day, staff, department, currency, kind, upper, lower)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (grain, first_day, staff, department, currency, kind) DO UPDATE SET
            upper = upper + excluded.upper, lower = lower + excluded.lower
        """)

    mutating func add(_ entry: LedgerEntry, on day: CivilDate) {
        for grain in Grain.additive {
            let key = Key(
                grain: grain, first: grain.start(day), staff: entry.staff,
                department: entry.department, currency: entry.currency, kind: entry.kind)
            sums[key, default: SplitAmount()].add(entry.amount)
        }
    }

    /// Adds the sums to the rows and starts again from nothing.
    mutating func flush(_ connection: Connection) throws(StoreError) {
        let statement = try connection(Self.add)
        for (key, sum) in sums {
            try statement.run(
                key.grain, key.first, key.staff, key.department?.value ?? "", key.currency,
                key.kind.rawValue, sum.upper, sum.lower)
        }
        sums.removeAll(keepingCapacity: true)
    }
}
