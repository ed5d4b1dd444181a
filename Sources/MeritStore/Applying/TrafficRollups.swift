import MeritCore

/// Traffic by business day, staff member, link, department and channel, summed in memory for one
/// transaction and then added to the rows, and to those of `StaffTraffic`.
///
/// The department is the staff member's at the touch's time, as the directory stood when the touch
/// was applied. `clicksRaw` counts every click, the other columns touches with
/// the verdict `human` whose token led somewhere.
/// `visitors` counts each visitor once a business day, staff member and link, whichever of its
/// clicks and views came first, so it is the number of rows in `visitor_days`.
struct TrafficRollups {
    struct Key: Hashable {
        let day: CivilDate
        let staff: StaffNumber
        let link: UInt32
        let department: DepartmentCode?
        let channel: MarketingChannel?
    }

    /// What a touch is to a report: `other` is counted among raw clicks only.
    enum Quality {
        case human
        case other
    }

    struct Sums {
        var clicksRaw = 0
        var clicksHuman = 0
        var views = 0
        var visitors = 0
        var contactsAdded = 0
        var firstMessages = 0

        mutating func add(_ kind: TouchKind, _ quality: Quality, visitors: Int) {
            let human = quality == .human ? 1 : 0
            switch kind {
            case .linkClick:
                clicksRaw += 1
                clicksHuman += human
            case .pageView, .miniprogramOpen: views += human
            case .contactAdded: contactsAdded += human
            case .firstMessage: firstMessages += human
            case .orderParam, .posAssign: break
            }
            self.visitors += visitors
        }

        mutating func add(_ other: Sums) {
            clicksRaw += other.clicksRaw
            clicksHuman += other.clicksHuman
            views += other.views
            visitors += other.visitors
            contactsAdded += other.contactsAdded
            firstMessages += other.firstMessages
        }
    }

    private var calendar: BusinessCalendar
    private var sums: [Key: Sums] = [:]
    private var day = CivilDate(daysSince1970: 0)
    /// The instants of `day`.
    private var instants: Range<Timestamp>

    private static let add = Query(
        "trafficRollups.add",
        """
        INSERT INTO traffic_rollups (day, staff, link, department, channel, clicks_raw,
            clicks_human, views, visitors, contacts_added, first_messages)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (day, staff, link, department, channel) DO UPDATE SET
            clicks_raw = clicks_raw + excluded.clicks_raw,
            clicks_human = clicks_human + excluded.clicks_human,
            views = views + excluded.views,
            visitors = visitors + excluded.visitors,
            contacts_added = contacts_added + excluded.contacts_added,
            first_messages = first_messages + excluded.first_messages
        """)

    init(calendar: BusinessCalendar) {
        self.calendar = calendar
        instants = calendar.start(of: day)..<calendar.end(of: day)
    }

    /// Touches from here on are counted on the days of another calendar.
    mutating func follow(_ calendar: BusinessCalendar) {
        self.calendar = calendar
        instants = calendar.start(of: day)..<calendar.end(of: day)
    }

    /// The business day of an instant; touches mostly come in the order of their times.
    mutating func day(of instant: Timestamp) -> CivilDate {
        if !instants.contains(instant) {
            day = calendar.day(of: instant)
            instants = calendar.start(of: day)..<calendar.end(of: day)
        }
        return day
    }

    mutating func add(_ key: Key, kind: TouchKind, quality: Quality, visitors: Int) {
        sums[key, default: Sums()].add(kind, quality, visitors: visitors)
    }

    /// Adds the sums to the rows and starts again from nothing.
    mutating func flush(_ connection: Connection) throws(StoreError) {
        let statement = try connection(Self.add)
        var staff = StaffTraffic()
        for (key, sum) in sums {
            staff.add(key, sum)
            try statement.run(
                key.day, key.staff, key.link, key.department?.value ?? "",
                key.channel?.value ?? "", sum.clicksRaw, sum.clicksHuman, sum.views, sum.visitors,
                sum.contactsAdded, sum.firstMessages)
        }
        try staff.write(connection)
        sums.removeAll(keepingCapacity: true)
    }
}
