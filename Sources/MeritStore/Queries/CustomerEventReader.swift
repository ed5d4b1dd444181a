import MeritAttribution
import MeritCore

/// Finds what staff and customer did to their contact: hand-overs that were done, and staff whom
/// the customer deleted.
struct CustomerEventReader {
    let connection: Connection
    let asOf: Sequence
    private let hasHandOvers: Bool
    private let hasDeletions: Bool

    /// How many of each a judgement knows, of a customer and of one alias: those recorded last.
    static let eventsMax = 1_000

    private static let presence = Query(
        "customerEvents.presence",
        """
        SELECT EXISTS (SELECT 1 FROM hand_over_aliases),
            EXISTS (SELECT 1 FROM contact_deletion_aliases)
        """)
    private static let handOversOf = Query(
        "handOvers.ofAlias",
        """
        SELECT h.sequence, h.event, h.handed_at, h.from_staff, h.to_staff
        FROM hand_over_aliases a JOIN hand_overs h ON h.sequence = a.hand_over
        WHERE a.alias = ? AND a.hand_over <= ? AND h.state = 3
        ORDER BY a.hand_over DESC LIMIT ?
        """)
    private static let deletionsOf = Query(
        "contactDeletions.ofAlias",
        """
        SELECT d.sequence, d.event, d.changed_at, d.staff
        FROM contact_deletion_aliases a JOIN contact_changes d ON d.sequence = a.deletion
        WHERE a.alias = ? AND a.deletion <= ? AND d.change = 2
        ORDER BY a.deletion DESC LIMIT ?
        """)

    init(_ connection: Connection, asOf: Sequence) throws(StoreError) {
        self.connection = connection
        self.asOf = asOf
        let presence = try connection(Self.presence).first { row in
            (row.integer(0) == 1, row.integer(1) == 1)
        }
        hasHandOvers = presence?.0 ?? false
        hasDeletions = presence?.1 ?? false
    }

    /// By record.
    func handOvers(
        of customer: OrderCustomer, _ memory: BindingMemory
    ) throws(StoreError) -> [CaseHandOver] {
        guard hasHandOvers else { return [] }
        return try latest(of: customer, memory, \.sequence) { alias throws(StoreError) in
            try connection(Self.handOversOf).all(alias, asOf, Self.eventsMax) { row in
                CaseHandOver(
                    sequence: row.sequence(0), id: Array(row.text(1).utf8), at: row.timestamp(2),
                    from: row.staff(3), to: row.staff(4))
            }
        }
    }

    /// By record.
    func deletions(
        of customer: OrderCustomer, _ memory: BindingMemory
    ) throws(StoreError) -> [CaseDeletion] {
        guard hasDeletions else { return [] }
        return try latest(of: customer, memory, \.sequence) { alias throws(StoreError) in
            try connection(Self.deletionsOf).all(alias, asOf, Self.eventsMax) { row in
                CaseDeletion(
                    sequence: row.sequence(0), id: Array(row.text(1).utf8), at: row.timestamp(2),
                    staff: row.staff(3))
            }
        }
    }

    private func latest<Event>(
        of customer: OrderCustomer, _ memory: BindingMemory, _ sequence: (Event) -> Sequence,
        _ read: (Int64) throws(StoreError) -> [Event]
    ) throws(StoreError) -> [Event] {
        var events: [Sequence: Event] = [:]
        for bridge in customer.bridges {
            guard let alias = try memory.number(of: bridge, connection) else { continue }
            for event in try read(alias) { events[sequence(event)] = event }
            if events.count > 4 * Self.eventsMax { events = Self.latest(events) }
        }
        return Self.latest(events).sorted { $0.key < $1.key }.map(\.value)
    }

    private static func latest<Event>(_ events: [Sequence: Event]) -> [Sequence: Event] {
        guard events.count > eventsMax else { return events }
        let kept = events.sorted { $0.key < $1.key }.suffix(eventsMax)
        return Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
