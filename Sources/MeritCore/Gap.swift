/// Why clicks and views were answered without being recorded. The raw value is on disk: never
/// change or reuse one.
public enum GapReason: UInt8, CaseIterable, Sendable {
    /// Free space was below the mark for traffic, or the disk was full.
    case spaceLow = 1
    /// More was waiting for the writer than it takes.
    case queueFull = 2
    /// The writer did not record it within the time the asker could wait.
    case deadline = 3

    /// The name in reports and metrics.
    public var name: String {
        switch self {
        case .spaceLow: "space_low"
        case .queueFull: "queue_full"
        case .deadline: "deadline"
        }
    }
}

/// What the journal could not record, appended by the journal itself once writing works again.
public struct Gap: Fact {
    public let reason: GapReason
    public let clicks: UInt64
    public let views: UInt64
    /// When the first and the last of them were refused.
    public let from: Timestamp
    public let to: Timestamp

    public init(
        reason: GapReason, clicks: UInt64, views: UInt64, from: Timestamp, to: Timestamp
    ) {
        self.reason = reason
        self.clicks = clicks
        self.views = views
        self.from = from
        self.to = to
    }

    public static var kind: FactKind { .gap }
    public static var version: UInt8 { 1 }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(byte: reason.rawValue)
        writer.write(varint: clicks)
        writer.write(varint: views)
        writer.write(signed: from.milliseconds)
        writer.write(signed: to.milliseconds)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        guard let reason = GapReason(rawValue: try reader.byte()) else {
            throw .invalid("gap reason")
        }
        self.init(
            reason: reason, clicks: try reader.varint(), views: try reader.varint(),
            from: Timestamp(milliseconds: try reader.signed()),
            to: Timestamp(milliseconds: try reader.signed()))
    }
}
