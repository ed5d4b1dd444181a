/// Asks that the orders created on the days `from` … `to` be judged again by a named policy. It
/// counts once somebody else approves it.
public struct RerunProposed: Fact {
    public static let kind = FactKind.rerunProposed
    public static let version: UInt8 = 1

    public let policy: PolicyID
    /// Business days, both included.
    public let from: CivilDate
    public let to: CivilDate
    public let actor: Actor
    public let personal: Reason?

    public typealias Personal = Reason

    public init(
        policy: PolicyID, from: CivilDate, to: CivilDate, actor: Actor, personal: Reason?
    ) {
        self.policy = policy
        self.from = from
        self.to = to
        self.actor = actor
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(policy)
        writer.write(from)
        writer.write(to)
        writer.write(actor)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) { writer.write(personal) }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        policy = try reader.name(PolicyID.self)
        from = try reader.civilDate()
        to = try reader.civilDate()
        actor = try reader.actor()
        self.personal = try personal.read { inner throws(ByteReader.Fault) in
            try inner.reason()
        }
    }
}

/// Approves a re-run, or declines it.
public struct RerunResolved: Fact {
    public static let kind = FactKind.rerunResolved
    public static let version: UInt8 = 1

    public let rerun: RerunNumber
    public let resolution: Resolution
    public let actor: Actor

    public typealias Resolution = MeritCore.Resolution

    public init(rerun: RerunNumber, resolution: Resolution, actor: Actor) {
        self.rerun = rerun
        self.resolution = resolution
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(varint: UInt64(rerun.value))
        writer.write(byte: resolution.rawValue)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        rerun = RerunNumber(try reader.number(UInt32.self, "rerun"))
        resolution = try reader.resolution()
        actor = try reader.actor()
    }
}
