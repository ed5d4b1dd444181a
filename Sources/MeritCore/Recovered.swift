/// That the journal ended in a torn batch after an unclean stop, which was cut and kept aside.
/// Nothing that was cut had been acknowledged as durable.
public struct Recovered: Fact {
    /// The first sequence of the segment that was cut, as in its file's name.
    public let segment: Sequence
    /// From the end of the last whole batch to the last byte that was not zero.
    public let bytesCut: UInt64

    public init(segment: Sequence, bytesCut: UInt64) {
        self.segment = segment
        self.bytesCut = bytesCut
    }

    public static var kind: FactKind { .recovered }
    public static var version: UInt8 { 1 }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(varint: segment.value)
        writer.write(varint: bytesCut)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        self.init(segment: Sequence(try reader.varint()), bytesCut: try reader.varint())
    }
}
