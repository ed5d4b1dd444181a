import MeritAttribution
import MeritCore
import MeritJournal

/// The directory's rows: written as commands are accepted, read once at opening.
enum DirectoryRows {
    private static let insertShop = Query(
        "shops.insert",
        "INSERT INTO shops (shop, sequence) VALUES (?, ?) ON CONFLICT (shop) DO NOTHING")
    private static let insertPerson = Query(
        "persons.insert",
        """
        INSERT INTO persons (person, sequence, recorded_at, name, userid, created_by)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    private static let insertDepartment = Query(
        "departments.insert",
        """
        INSERT INTO departments (sequence, recorded_at, department, name, parent, store,
            effective_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    private static let insertStaff = Query(
        "staff.insert",
        """
        INSERT INTO staff (sequence, recorded_at, staff, department, employed_from_at,
            employed_to_at, successor, role, effective_at, name, userid, aliases)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let insertStaffRevocation = Query(
        "staffRevocations.insert",
        """
        INSERT INTO staff_revocations (sequence, recorded_at, staff, change) VALUES (?, ?, ?, ?)
        """)
    private static let insertLink = Query(
        "links.insert",
        """
        INSERT INTO links (link, sequence, recorded_at, kind, destination, channel, campaign,
            valid_days)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let insertLinkRevocation = Query(
        "linkRevocations.insert",
        "INSERT INTO link_revocations (sequence, recorded_at, link) VALUES (?, ?, ?)")
    private static let insertPolicy = Query(
        "policies.insert",
        "INSERT INTO policies (sequence, recorded_at, document) VALUES (?, ?, ?)")
    private static let insertKey = Query(
        "keyChanges.insert",
        "INSERT INTO key_changes (sequence, recorded_at, slot, state) VALUES (?, ?, ?, ?)")
    private static let insertCalendar = Query(
        "calendars.insert",
        "INSERT INTO calendars (sequence, recorded_at, body) VALUES (?, ?, ?)")
    private static let insertIdentity = Query(
        "identitySettings.insert",
        """
        INSERT INTO identity_settings (sequence, recorded_at, never_merge, shared_after)
        VALUES (?, ?, ?, ?)
        """)

    private static let insertKeyIssue = Query(
        "keyIssues.insert",
        "INSERT INTO key_issues (sequence, recorded_at, issuer, holder) VALUES (?, ?, ?, ?)")

    /// Adds the row of a change that the command in `record` made.
    static func insert(
        _ change: DirectoryChange, _ record: Record, _ connection: Connection
    ) throws(StoreError) {
        switch change {
        case .shop(let shop): try connection(insertShop).run(shop, record.sequence)
        case .person(let row):
            try connection(insertPerson).run(
                row.person, row.recorded, row.recordedAt, row.name, row.userID, row.createdBy)
        case .department(let row):
            try connection(insertDepartment).run(
                row.recorded, row.recordedAt, row.department, row.name, row.parent, row.store,
                row.effectiveFrom)
        case .staff(let row): try insert(row, connection)
        case .staffRevocation(let row):
            try connection(insertStaffRevocation).run(
                row.recorded, row.recordedAt, row.staff, row.change.rawValue)
        case .link(let row):
            try connection(insertLink).run(
                row.link, row.recorded, row.recordedAt, row.kind.rawValue, row.destination,
                row.channel, row.campaign, row.validDays)
        case .linkRevocation(let row):
            try connection(insertLinkRevocation).run(row.recorded, row.recordedAt, row.link)
        case .policy(let row):
            try connection(insertPolicy).run(row.recorded, row.recordedAt, row.policy.document)
        case .key(let row):
            try connection(insertKey).run(
                row.recorded, row.recordedAt, row.slot.value, row.state.rawValue)
        case .calendar(let calendar, let from):
            try connection(insertCalendar).run(
                record.sequence, record.time, bytes(of: calendar, from))
        case .identity(let settings):
            let kinds = settings.neverMerge.map(\.rawValue).sorted()
            try connection(insertIdentity).run(
                record.sequence, record.time, kinds, settings.sharedAfter)
        case .adjustment(let row): try BookRows.put(row, connection)
        case .rerun(let row): try BookRows.put(row, connection)
        case .closeProposal(let row): try BookRows.insert(row, connection)
        case .closing(let row): try BookRows.insert(row, connection)
        case .keyIssue(let row):
            try connection(insertKeyIssue).run(
                row.recorded, row.recordedAt, row.issuer, row.holder)
        // Its row names aliases by their numbers, which the applier gives.
        case .split: break
        }
    }

    private static func insert(_ row: StaffRow, _ connection: Connection) throws(StoreError) {
        var aliases = ByteWriter()
        aliases.write(each: row.aliases) { $0.write($1) }
        try connection(insertStaff).run(
            row.recorded, row.recordedAt, row.staff, row.department, row.employedFrom,
            row.employedTo, row.successor, row.role.rawValue, row.effectiveFrom, row.name,
            row.userID, aliases.bytes)
    }

    /// A calendar as its fact spells it.
    private static func bytes(of calendar: BusinessCalendar, _ from: Period?) -> [UInt8] {
        var writer = ByteWriter()
        CalendarSet(calendar: calendar, from: from, actor: .system).writePublic(to: &writer)
        return writer.bytes
    }
}
