import MeritCore

/// Traffic by staff member and department, summed by day and by week: what `TrafficRollups` has of
/// a transaction, with links and channels taken together.
struct StaffTraffic {
    private struct Key: Hashable {
        let grain: Grain
        let first: CivilDate
        let staff: StaffNumber
        let department: DepartmentCode?
    }

    private var sums: [Key: TrafficRollups.Sums] = [:]

    private static let add = Query(
        "staffTraffic.add",
        """
        INSERT INTO staff_traffic (grain, first_day, staff, department, clicks_raw,
            clicks_human, views, visitors, contacts_added, first_messages)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (grain, first_day, staff, department) DO UPDATE SET
            clicks_raw = clicks_raw + excluded.clicks_raw,
            clicks_human = clicks_human + excluded.clicks_human,
            views = views + excluded.views,
            visitors = visitors + excluded.visitors,
            contacts_added = contacts_added + excluded.contacts_added,
            first_messages = first_messages + excluded.first_messages
        """)

    mutating func add(_ key: TrafficRollups.Key, _ sum: TrafficRollups.Sums) {
        for grain in Grain.additive {
            let key = Key(
                grain: grain, first: grain.start(key.day), staff: key.staff,
                department: key.department)
            sums[key, default: TrafficRollups.Sums()].add(sum)
        }
    }

    /// Adds the sums to the rows.
    func write(_ connection: Connection) throws(StoreError) {
        let statement = try connection(Self.add)
        for (key, sum) in sums {
            try statement.run(
                key.grain, key.first, key.staff, key.department?.value ?? "", sum.clicksRaw,
                sum.clicksHuman, sum.views, sum.visitors, sum.contactsAdded, sum.firstMessages)
        }
    }
}
