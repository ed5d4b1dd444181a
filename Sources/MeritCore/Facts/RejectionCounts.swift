/// How many redirects and beacons named a token whose tag does not verify, in one minute. They are
/// counted, not recorded one by one, so that strangers cannot fill the disk.
public struct RejectionCounts: Fact {
    public static let kind = FactKind.rejectionCounts
    public static let version: UInt8 = 1

    /// The minute's first instant.
    public let minute: Timestamp
    /// By rejection, none of them zero.
    public let counts: [Count]

    public struct Count: Hashable, Sendable {
        public let rejection: TokenRejection
        public let count: UInt64
        public init(rejection: TokenRejection, count: UInt64) {
            self.rejection = rejection
            self.count = count
        }
    }

    public init(minute: Timestamp, counts: [Count]) {
        self.minute = minute
        self.counts = counts
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(minute)
        writer.write(each: counts) { writer, count in
            writer.write(byte: count.rejection.rawValue)
            writer.write(varint: count.count)
        }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        minute = try reader.timestamp()
        counts = try reader.each { reader throws(ByteReader.Fault) in
            guard let rejection = try reader.rejection() else { throw .invalid("rejection") }
            return Count(rejection: rejection, count: try reader.varint())
        }
    }
}
