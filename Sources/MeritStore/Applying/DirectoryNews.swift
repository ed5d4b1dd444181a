import MeritAttribution
import MeritCore

/// What rows recorded behind a position changed in the directory, for judgements that were made as
/// of that position.
struct DirectoryNews {
    let asOf: Sequence
    /// The latest row.
    let through: Sequence
    private var changes: [ExaminedKey: [Change]] = [:]

    private struct Change {
        let row: Sequence
        let from: Timestamp
    }

    private static let staff = Query(
        "staff.since", "SELECT DISTINCT staff FROM staff WHERE sequence > ?")
    private static let departments = Query(
        "departments.since", "SELECT DISTINCT department FROM departments WHERE sequence > ?")
    private static let staffRevocations = Query(
        "staffRevocations.since",
        "SELECT sequence, staff, recorded_at FROM staff_revocations WHERE sequence > ?")
    private static let links = Query(
        "links.latest", "SELECT sequence, link FROM links ORDER BY link DESC")
    private static let linkRevocations = Query(
        "linkRevocations.since",
        "SELECT sequence, link, recorded_at FROM link_revocations WHERE sequence > ?")

    init(
        since asOf: Sequence, through: Sequence, _ directory: Directory, _ connection: Connection
    ) throws(StoreError) {
        self.asOf = asOf
        self.through = through
        for staff in try connection(Self.staff).all(asOf, as: { $0.staff(0) }) {
            let rows = directory.rows(of: staff)
            for row in rows where row.recorded > asOf {
                let former = Timeline(rows, before: row.recorded)
                add(row.recorded, DirectoryEvidence(of: row, over: former, in: directory))
            }
        }
        for code in try connection(Self.departments).all(asOf, as: { $0.text(0) }) {
            let rows = directory.rows(of: DepartmentCode(unchecked: code))
            for row in rows where row.recorded > asOf {
                let former = Timeline(rows, before: row.recorded)
                add(row.recorded, DirectoryEvidence(of: row, over: former))
            }
        }
        try addRevocations(connection)
    }

    private mutating func addRevocations(_ connection: Connection) throws(StoreError) {
        try connection(Self.staffRevocations).each(asOf) { row in
            let change = DirectoryEvidence(revocationOf: row.staff(1), at: row.timestamp(2))
            add(row.sequence(0), change)
            return .more
        }
        try connection(Self.linkRevocations).each(asOf) { row in
            guard let link = row.link(1) else { return .more }
            add(row.sequence(0), DirectoryEvidence(revocationOf: link, at: row.timestamp(2)))
            return .more
        }
        try connection(Self.links).each { row in
            guard row.sequence(0) > asOf, let link = row.link(1) else { return .enough }
            add(row.sequence(0), DirectoryEvidence(creationOf: link))
            return .more
        }
    }

    private mutating func add(_ row: Sequence, _ evidence: DirectoryEvidence?) {
        guard let evidence else { return }
        for key in evidence.keys {
            changes[key, default: []].append(Change(row: row, from: evidence.from))
        }
    }

    /// The latest row that changed something under one of `keys` at or before `moment`.
    func latest(under keys: [ExaminedKey], upTo moment: Timestamp) -> Sequence? {
        keys.lazy.flatMap { changes[$0] ?? [] }.filter { $0.from <= moment }.map(\.row).max()
    }
}
