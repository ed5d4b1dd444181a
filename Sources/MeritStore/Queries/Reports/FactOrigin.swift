package import MeritCore

/// What a fact said that made an order due, as far as the rows keep it.
package struct FactOrigin: Hashable, Sendable {
    package let sequence: Sequence
    /// Nil where the rows do not keep it.
    package let recordedAt: Timestamp?
    package let content: Content
    /// Nil unless a person brought it in from a file.
    package let provenance: ImportProvenance?

    package enum Content: Hashable, Sendable {
        case touch(TouchKind, StaffNumber)
        case orderEvent(OrderEventType, EventID)
        case contact(ContactChanged.Change, StaffNumber)
        case handOver(from: StaffNumber, to: StaffNumber, HandOver.State)
        case command(FactKind, Actor)
        /// The decision on another order, which is a purchase.
        case decision(OrderKey)
        /// A fact of which no row is kept.
        case other
    }
}

extension FactOrigin {
    private static let touch = Query(
        "origin.touch",
        """
        SELECT t.kind, t.staff, ifnull(t.recorded_at, t.touched_at), i.door, i.person, i.file,
            i.line
        FROM touches t LEFT JOIN touch_imports i ON i.touch = t.sequence WHERE t.sequence = ?
        """)
    private static let event = Query(
        "origin.orderEvent",
        """
        SELECT recorded_at, version, body FROM order_events WHERE sequence = ?
        """)
    private static let contact = Query(
        "origin.contact",
        """
        SELECT change, staff, recorded_at, door, person, file, line FROM contact_changes
        WHERE sequence = ?
        """)
    private static let handOver = Query(
        "origin.handOver",
        """
        SELECT from_staff, to_staff, state, recorded_at, door, person, file, line FROM hand_overs
        WHERE sequence = ?
        """)
    private static let command = Query(
        "origin.command",
        "SELECT kind, recorded_at, actor_door, actor_person FROM outcomes WHERE sequence = ?")
    private static let decision = Query(
        "origin.decision",
        """
        SELECT o.shop, o.order_id, d.recorded_at
        FROM decisions d JOIN orders o ON o.number = d.order_number WHERE d.sequence = ?
        """)

    /// What the record at `sequence` said.
    static func find(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin {
        if let found = try contact(sequence, connection) { return found }
        if let found = try touch(sequence, connection) { return found }
        if let found = try event(sequence, connection) { return found }
        if let found = try handOver(sequence, connection) { return found }
        if let found = try command(sequence, connection) { return found }
        if let found = try decision(sequence, connection) { return found }
        return FactOrigin(sequence: sequence, recordedAt: nil, content: .other, provenance: nil)
    }

    private static func touch(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin? {
        try connection(touch).first(sequence) { row throws(StoreError) in
            guard let kind = TouchKind(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else {
                throw .damaged("touch \(sequence.value) has kind \(row.integer(0))")
            }
            return FactOrigin(
                sequence: sequence, recordedAt: row.timestamp(2),
                content: .touch(kind, row.staff(1)), provenance: try row.provenance(3))
        }
    }

    private static func event(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin? {
        try connection(event).first(sequence) { row throws(StoreError) in
            let event = try row.orderEvent(version: 1, body: 2, sequence)
            return FactOrigin(
                sequence: sequence, recordedAt: row.timestamp(0),
                content: .orderEvent(event.type, event.event), provenance: event.provenance)
        }
    }

    private static func contact(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin? {
        try connection(contact).first(sequence) { row throws(StoreError) in
            let raw = UInt8(truncatingIfNeeded: row.integer(0))
            guard let change = ContactChanged.Change(rawValue: raw) else {
                throw .damaged("contact \(sequence.value) has change \(raw)")
            }
            return FactOrigin(
                sequence: sequence, recordedAt: row.timestamp(2),
                content: .contact(change, row.staff(1)), provenance: try row.provenance(3))
        }
    }

    private static func handOver(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin? {
        try connection(handOver).first(sequence) { row throws(StoreError) in
            let raw = UInt8(truncatingIfNeeded: row.integer(2))
            guard let state = HandOver.State(rawValue: raw) else {
                throw .damaged("hand-over \(sequence.value) has state \(raw)")
            }
            return FactOrigin(
                sequence: sequence, recordedAt: row.timestamp(3),
                content: .handOver(from: row.staff(0), to: row.staff(1), state),
                provenance: try row.provenance(4))
        }
    }

    private static func command(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin? {
        try connection(command).first(sequence) { row throws(StoreError) in
            guard let kind = FactKind(rawValue: UInt16(truncatingIfNeeded: row.integer(0))),
                let door = Actor.Door(rawValue: UInt8(truncatingIfNeeded: row.integer(2)))
            else { throw .damaged("the outcome of \(sequence.value) cannot be read") }
            let actor = Actor(person: row.optional(3, row.person), door: door)
            return FactOrigin(
                sequence: sequence, recordedAt: row.timestamp(1), content: .command(kind, actor),
                provenance: nil)
        }
    }

    private static func decision(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> FactOrigin? {
        try connection(decision).first(sequence) { row in
            FactOrigin(
                sequence: sequence, recordedAt: row.timestamp(2),
                content: .decision(row.order(0, 1)), provenance: nil)
        }
    }
}

extension Row {
    /// Of four columns door, person, file, line of which `door` is the first; nil where it is null.
    func provenance(_ door: Int32) throws(StoreError) -> ImportProvenance? {
        guard let raw = Actor.Door(rawValue: UInt8(truncatingIfNeeded: integer(door))) else {
            return nil
        }
        return ImportProvenance(
            actor: Actor(person: optional(door + 1, person), door: raw),
            file: try digest(door + 2), line: UInt32(truncatingIfNeeded: integer(door + 3)))
    }

    /// An order event without its personal part.
    func orderEvent(
        version: Int32, body: Int32, _ sequence: Sequence
    ) throws(StoreError) -> OrderEvent {
        do {
            return try OrderEvent(
                version: UInt8(truncatingIfNeeded: integer(version)),
                publicBody: bytes(body)[...], personalBody: nil)
        } catch {
            throw .damaged("order event \(sequence.value) cannot be read: \(error)")
        }
    }
}
