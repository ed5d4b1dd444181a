import MeritCore

/// What of the directory can be looked up in a judgement. The raw value is in the database.
enum ExaminedKind: UInt8 {
    case staff = 1
    case department = 2
    case store = 3
    case link = 4
}

/// One thing of the directory.
struct ExaminedKey: Hashable {
    let kind: ExaminedKind
    let value: SQLValue

    init(_ staff: StaffNumber) {
        kind = .staff
        value = staff.sql
    }

    init(_ department: DepartmentCode) {
        kind = .department
        value = department.sql
    }

    init(_ store: StoreCode) {
        kind = .store
        value = store.sql
    }

    init(_ link: LinkNumber) {
        kind = .link
        value = link.sql
    }
}

extension Decision.Examined {
    /// Everything that was looked up.
    var keys: [ExaminedKey] {
        staff.map { ExaminedKey($0) } + departments.map { ExaminedKey($0) }
            + stores.map { ExaminedKey($0) } + links.map { ExaminedKey($0) }
    }
}

/// What a decision looked up, as rows under which its order is found when the directory changes.
struct ExaminedRows {
    private let keys: [ExaminedKey]
    private let latestAt: Timestamp
    private let order: Int64

    /// How many keys of one decision are kept, staff first. A judgement looks at no more staff than
    /// it has candidates.
    private static let keysMax = 20_000

    private static let insertQuery = Query(
        "examined.insert",
        """
        INSERT INTO examined (kind, key, latest_at, order_number) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """)
    private static let removeQuery = Query(
        "examined.remove",
        "DELETE FROM examined WHERE kind = ? AND key = ? AND latest_at = ? AND order_number = ?")
    private static let findQuery = Query(
        "examined.orders",
        """
        SELECT order_number FROM examined WHERE kind = ? AND key = ? AND latest_at >= ?
        """)

    /// `latestAt` is the latest moment of which the decision read the directory.
    init(_ decision: Decision, at latestAt: Timestamp, of order: Int64) {
        keys = Array(decision.examined.keys.prefix(Self.keysMax))
        self.latestAt = latestAt
        self.order = order
    }

    func insert(_ connection: Connection) throws(StoreError) {
        let statement = try connection(Self.insertQuery)
        for key in keys { try statement.run(key.kind.rawValue, key.value, latestAt, order) }
    }

    func remove(_ connection: Connection) throws(StoreError) {
        let statement = try connection(Self.removeQuery)
        for key in keys { try statement.run(key.kind.rawValue, key.value, latestAt, order) }
    }

    /// The orders whose decision looked `key` up as of `moment` or later.
    static func orders(
        _ key: ExaminedKey, from moment: Timestamp, _ connection: Connection
    ) throws(StoreError) -> [Int64] {
        try connection(findQuery).all(key.kind.rawValue, key.value, moment) { $0.integer(0) }
    }
}
