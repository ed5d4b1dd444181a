package import MeritCore

/// Everything that commands decide on and judgements read beside orders and touches: shops,
/// persons, departments, staff, links, policies, settings.
///
/// A value: a copy stays as it is while the directory goes on.
package struct Directory: Hashable, Sendable {
    package internal(set) var shops: Set<ShopName> = []
    /// In the order they were added: person N stands at N − 1.
    package internal(set) var persons: [PersonRow] = []
    /// In the order of creation: link N stands at N − 1.
    package internal(set) var links: [LinkRow] = []
    package internal(set) var policies = PolicyBook()
    package internal(set) var keySlots: [KeySlot: KeySlotState] = [:]
    /// The latest period that is closed; every earlier one is closed too. Nil: none is.
    package internal(set) var closedThrough: Period?
    /// Who gave whom an API key, as recorded.
    package internal(set) var keyIssues: [KeyIssueRow] = []
    var departments: [DepartmentCode: Timeline<DepartmentRow>] = [:]
    var staffMembers: [StaffNumber: Timeline<StaffRow>] = [:]
    var staffRevocations: [StaffNumber: [StaffRevocationRow]] = [:]
    var linkRevocations: [LinkNumber: Timestamp] = [:]
    /// Departments that ever named the store.
    var departmentsByStore: [StoreCode: Set<DepartmentCode>] = [:]
    /// House accounts that were ever named for the department.
    var housesByDepartment: [DepartmentCode: Set<StaffNumber>] = [:]
    private var setCalendar: BusinessCalendar?
    private var setIdentity: IdentitySettings?

    package init() {}

    /// The directory that these rows make; within a kind they stand in journal order.
    package init(_ changes: some Swift.Sequence<DirectoryChange>) {
        for change in changes { apply(change) }
    }

    /// The calendar in force; days of UTC until one was set.
    package var calendar: BusinessCalendar { setCalendar ?? .utc }
    package var hasCalendar: Bool { setCalendar != nil }
    package var identity: IdentitySettings { setIdentity ?? .standard }
    package var hasIdentity: Bool { setIdentity != nil }

    /// Adds a row. Rows come from accepted commands: nothing is checked again.
    package mutating func apply(_ change: DirectoryChange) {
        switch change {
        case .shop(let shop): shops.insert(shop)
        case .person(let row): persons.append(row)
        case .department(let row): add(row)
        case .staff(let row): add(row)
        case .staffRevocation(let row): staffRevocations[row.staff, default: []].append(row)
        case .link(let row): links.append(row)
        case .linkRevocation(let row):
            linkRevocations[row.link] = linkRevocations[row.link] ?? row.recordedAt
        case .policy(let row): policies.append(row)
        case .key(let row): keySlots[row.slot] = row.state
        case .calendar(let calendar, let from): set(calendar, from: from)
        case .identity(let settings): setIdentity = settings
        case .closing(let row):
            closedThrough = max(closedThrough ?? row.period, row.period)
        case .keyIssue(let row): keyIssues.append(row)
        // These are of the books: the store keeps them, and nothing of the directory.
        case .adjustment, .rerun, .closeProposal, .split: break
        }
    }

    /// The first calendar holds from the beginning, each later one from its period on.
    private mutating func set(_ calendar: BusinessCalendar, from: Period?) {
        guard let former = setCalendar, let from else {
            setCalendar = calendar
            return
        }
        setCalendar = former.changing(to: calendar, from: from)
    }

    private mutating func add(_ row: DepartmentRow) {
        if departments[row.department]?.append(row) == nil {
            departments[row.department] = Timeline(row)
        }
        if let store = row.store { departmentsByStore[store, default: []].insert(row.department) }
    }

    private mutating func add(_ row: StaffRow) {
        if staffMembers[row.staff]?.append(row) == nil {
            staffMembers[row.staff] = Timeline(row)
        }
        if row.role == .houseAccount {
            housesByDepartment[row.department, default: []].insert(row.staff)
        }
    }
}

extension BusinessCalendar {
    /// Days that begin at midnight UTC, months at the first.
    package static let utc: BusinessCalendar = {
        let offset = Offset(instant: .distantPast, seconds: 0)
        guard
            let calendar = BusinessCalendar(
                zone: "UTC", offsets: [offset], dayStartMinutes: 0, monthStart: 1)
        else { preconditionFailure("one offset of 0 s makes a calendar") }
        return calendar
    }()
}
