/// Asks that a policy be published; immutable from then on.
public struct PolicyPublished: Fact {
    public static let kind = FactKind.policyPublished
    public static let version: UInt8 = 1

    /// The policy in its canonical JSON spelling.
    public let document: String
    public let actor: Actor

    public init(document: String, actor: Actor) {
        self.document = document
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(text: document)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        document = try reader.text()
        actor = try reader.actor()
    }
}

/// What a slot of the key ring may do. The raw value is on disk.
public enum KeySlotState: UInt8, CaseIterable, Sendable {
    /// Signs and verifies; exactly one slot.
    case active = 1
    /// Verifies only.
    case verifying = 2
    /// Rejects.
    case retired = 3

    public var name: String {
        switch self {
        case .active: "active"
        case .verifying: "verifying"
        case .retired: "retired"
        }
    }

    public init?(name: some StringProtocol) {
        guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = state
    }
}

/// Tells that a slot of the key ring changed; the key itself is in `keys.json` alone.
public struct KeyChanged: Fact {
    public static let kind = FactKind.keyChanged
    public static let version: UInt8 = 1

    public let slot: KeySlot
    public let state: KeySlotState
    public let actor: Actor

    public init(slot: KeySlot, state: KeySlotState, actor: Actor) {
        self.slot = slot
        self.state = state
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(byte: slot.value)
        writer.write(byte: state.rawValue)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        slot = try reader.slot()
        guard let state = KeySlotState(rawValue: try reader.byte()) else {
            throw .invalid("key slot state")
        }
        self.state = state
        actor = try reader.actor()
    }
}

/// Sets the directory's calendar, or asks that another one hold from a later period on. Version 1
/// has no `from`.
public struct CalendarSet: Fact {
    public static let kind = FactKind.calendarSet
    public static let version: UInt8 = 2

    /// Without eras: what holds from `from` on.
    public let calendar: BusinessCalendar
    /// The first period of the calendar; nil: it is the directory's first one and holds always.
    public let from: Period?
    public let actor: Actor

    public init(calendar: BusinessCalendar, from: Period? = nil, actor: Actor) {
        self.calendar = calendar
        self.from = from
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(calendar)
        writer.write(optional: from) { $0.write($1) }
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        calendar = try reader.calendar()
        from =
            version < 2
            ? nil
            : try reader.optional { inner throws(ByteReader.Fault) in try inner.period() }
        actor = try reader.actor()
    }
}

/// Sets how aliases join into customers; written at a directory's first start.
public struct IdentitySet: Fact {
    public static let kind = FactKind.identitySet
    public static let version: UInt8 = 1

    /// Kinds that never make two aliases one customer, in rising order.
    public let neverMerge: [AliasKind]
    /// A phone, member, visitor or click bound to more than this many different people is shared.
    public let sharedAfter: UInt32
    public let actor: Actor

    public init(neverMerge: [AliasKind], sharedAfter: UInt32, actor: Actor) {
        self.neverMerge = neverMerge
        self.sharedAfter = sharedAfter
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(each: neverMerge) { $0.write(byte: $1.rawValue) }
        writer.write(varint: UInt64(sharedAfter))
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        neverMerge = try reader.each { inner throws(ByteReader.Fault) in
            guard let kind = AliasKind(rawValue: try inner.byte()) else {
                throw .invalid("alias kind")
            }
            return kind
        }
        sharedAfter = try reader.number(UInt32.self, "shared after")
        actor = try reader.actor()
    }
}
