/// Asks that a period be closed as its books stand. It counts once somebody else confirms it, and
/// no entry was posted in between.
public struct CloseProposed: Fact {
    public static let kind = FactKind.closeProposed
    public static let version: UInt8 = 1

    public let period: Period
    public let waives: Waives
    public let actor: Actor
    /// Why bad records and open appeals are waived.
    public let personal: Reason?

    public typealias Personal = Reason

    /// What need not be settled before the close. The raw value is on disk.
    public enum Waives: UInt8, CaseIterable, Sendable {
        case nothing = 0
        case badRecordsAndAppeals = 1
    }

    public init(period: Period, waives: Waives, actor: Actor, personal: Reason?) {
        self.period = period
        self.waives = waives
        self.actor = actor
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(period)
        writer.write(byte: waives.rawValue)
        writer.write(actor)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) { writer.write(personal) }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        period = try reader.period()
        guard let waives = Waives(rawValue: try reader.byte()) else { throw .invalid("waives") }
        self.waives = waives
        actor = try reader.actor()
        self.personal = try personal.read { inner throws(ByteReader.Fault) in
            try inner.reason()
        }
    }
}

/// Confirms the latest proposal to close a period: from here on nothing is posted to it.
public struct CloseConfirmed: Fact {
    public static let kind = FactKind.closeConfirmed
    public static let version: UInt8 = 1

    public let period: Period
    public let actor: Actor

    public init(period: Period, actor: Actor) {
        self.period = period
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(period)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        period = try reader.period()
        actor = try reader.actor()
    }
}
