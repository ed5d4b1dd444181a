import MeritCore

@testable import MeritAttribution

/// Two stores with their staff, and links in every condition.
///
/// - Store S1 is department `south`, S2 is `north`; both below `china`.
/// - Guides 1001 and 1002 are in `south`, 2001 in `north`; 9001 is the house account of `south`.
/// - 1003 was revoked a day before T and restored half a day before.
/// - Link 7 is good for ever, 8 for three business days, 9 was revoked a day before T.
enum TestDirectory {
    static let calendar: BusinessCalendar = {
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)
        return BusinessCalendar(
            zone: "Asia/Shanghai", offsets: [offset], dayStartMinutes: 0, monthStart: 1) ?? .utc
    }()

    static let full = Directory(rows)

    private static var rows: [DirectoryChange] {
        let paid = Scenario.paidAt
        var rows: [DirectoryChange] = [
            .calendar(calendar, from: nil),
            department("china"), department("south", parent: "china", store: "S1"),
            department("north", parent: "china", store: "S2"),
            staff(1001, "south"), staff(1002, "south"), staff(1003, "south"), staff(2001, "north"),
            staff(9001, "south", .houseAccount),
            .staffRevocation(revocation(1003, .revoked, paid.advanced(by: .days(-1)))),
            .staffRevocation(revocation(1003, .restored, paid.advanced(by: .hours(-12)))),
        ]
        for number in 1...9 { rows.append(link(UInt32(number), validDays: number == 8 ? 3 : nil)) }
        rows.append(
            .linkRevocation(
                LinkRevocationRow(
                    recorded: Sequence(30), recordedAt: paid.advanced(by: .days(-1)),
                    link: LinkNumber(unchecked: 9))))
        return rows
    }

    static func department(
        _ code: String, parent: String? = nil, store: String? = nil, from: Timestamp? = nil,
        recordedAt: Timestamp = Scenario.paidAt
    ) -> DirectoryChange {
        .department(
            DepartmentRow(
                recorded: Sequence(10), recordedAt: recordedAt,
                department: DepartmentCode(unchecked: code), name: code,
                parent: parent.map { DepartmentCode(unchecked: $0) },
                store: store.map { StoreCode(unchecked: $0) }, effectiveFrom: from))
    }

    static func staff(
        _ number: UInt32, _ department: String, _ role: StaffSet.Role = .guide,
        from: Timestamp? = nil, employed: (from: Timestamp?, to: Timestamp?) = (nil, nil),
        successor: StaffNumber? = nil, aliases: [Alias] = [],
        recordedAt: Timestamp = Scenario.paidAt
    ) -> DirectoryChange {
        .staff(
            StaffRow(
                recorded: Sequence(20), recordedAt: recordedAt,
                staff: StaffNumber(unchecked: number),
                department: DepartmentCode(unchecked: department), employedFrom: employed.from,
                employedTo: employed.to, successor: successor, role: role, effectiveFrom: from,
                name: "\(number)", userID: nil, aliases: aliases))
    }

    static func link(_ number: UInt32, validDays: UInt32? = nil) -> DirectoryChange {
        .link(
            LinkRow(
                recorded: Sequence(30), recordedAt: Scenario.paidAt,
                link: LinkNumber(unchecked: number), kind: .h5,
                destination: "https://mall.example/", channel: MarketingChannel(unchecked: "wom"),
                campaign: nil, validDays: validDays))
    }

    private static func revocation(
        _ number: UInt32, _ change: StaffRevocation.Change, _ at: Timestamp
    ) -> StaffRevocationRow {
        StaffRevocationRow(
            recorded: Sequence(25), recordedAt: at, staff: StaffNumber(unchecked: number),
            change: change)
    }
}
