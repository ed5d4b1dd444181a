/// A customer passes from one guide to another. Only a *done* hand-over moves anything; the other
/// states tell how far it has come.
public struct HandOver: Fact {
    public static let kind = FactKind.handOver
    public static let version: UInt8 = 1

    /// Unique among hand-overs: repeats do nothing.
    public let event: EventID
    public let at: Timestamp
    public let from: StaffNumber
    public let to: StaffNumber
    public let state: State
    public let provenance: ImportProvenance?
    public let personal: Personal?

    /// The raw value is on disk.
    public enum State: UInt8, CaseIterable, Sendable {
        case requested = 1
        /// The customer was asked and may still refuse.
        case waiting = 2
        case done = 3
        /// The customer refused.
        case refused = 4
        /// The new guide has as many customers as WeCom allows.
        case limit = 5

        /// The name in payloads, files and proofs.
        public var name: String {
            switch self {
            case .requested: "requested"
            case .waiting: "waiting"
            case .done: "done"
            case .refused: "refused"
            case .limit: "limit"
            }
        }

        public init?(name: some StringProtocol) {
            guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = state
        }
    }

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        /// The customer's.
        public let aliases: [Alias]
        public init(aliases: [Alias]) { self.aliases = aliases }
    }

    public init(
        event: EventID, at: Timestamp, from: StaffNumber, to: StaffNumber, state: State,
        provenance: ImportProvenance?, personal: Personal?
    ) {
        self.event = event
        self.at = at
        self.from = from
        self.to = to
        self.state = state
        self.provenance = provenance
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(event)
        writer.write(at)
        writer.write(from)
        writer.write(to)
        writer.write(byte: state.rawValue)
        writer.write(optional: provenance) { $0.write($1) }
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(each: personal.aliases) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        event = try reader.name(EventID.self)
        at = try reader.timestamp()
        from = try reader.staff()
        to = try reader.staff()
        guard let state = State(rawValue: try reader.byte()) else { throw .invalid("state") }
        self.state = state
        provenance = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.importProvenance()
        }
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(aliases: try reader.aliases())
        }
    }
}
