/// Builds the bytes of a fact: big-endian fixed integers, LEB128 varints, length-prefixed bytes.
public struct ByteWriter: Sendable {
    // Inlinable with everything below, because the redirect writes its facts through it.
    @usableFromInline var storage: [UInt8]

    @inlinable
    public init(reserving capacity: Int = 0) {
        storage = []
        storage.reserveCapacity(capacity)
    }

    @inlinable
    public var bytes: [UInt8] { storage }

    @inlinable
    public var count: Int { storage.count }

    @inlinable
    public mutating func removeAll() { storage.removeAll(keepingCapacity: true) }

    @inlinable
    public mutating func write(byte: UInt8) { append(byte) }

    /// `value` as big-endian bytes, as many as its type has.
    @inlinable
    public mutating func write<Value: FixedWidthInteger>(fixed value: Value) {
        var shift = Value.bitWidth - 8
        while shift >= 0 {
            append(UInt8(truncatingIfNeeded: value >> Value(shift)))
            shift -= 8
        }
    }

    /// Overwrites the bytes at `offset` with `value`, big-endian. Traps outside what was written.
    @inlinable
    public mutating func overwrite<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        var shift = Value.bitWidth - 8
        var place = offset
        while shift >= 0 {
            storage[place] = UInt8(truncatingIfNeeded: value >> Value(shift))
            place += 1
            shift -= 8
        }
    }

    /// 1 to 10 bytes, seven bits each, least significant first (LEB128).
    @inlinable
    public mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// A signed integer as a zigzag varint: small magnitudes are short.
    @inlinable
    public mutating func write(signed value: Int64) {
        write(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// The bytes as they are, without a length.
    @inlinable
    public mutating func write(raw source: some Collection<UInt8>) { append(source) }

    /// A varint length, then the bytes.
    @inlinable
    public mutating func write(bytes source: some Collection<UInt8>) {
        write(varint: UInt64(source.count))
        append(source)
    }

    /// A varint length, then UTF-8.
    @inlinable
    public mutating func write(text: some StringProtocol) { write(bytes: text.utf8) }

    /// One byte, 0 or 1, and the value behind a 1.
    @inlinable
    public mutating func write<Value>(
        optional value: Value?, _ body: (inout ByteWriter, Value) -> Void
    ) {
        guard let value else { return append(0) }
        append(1)
        body(&self, value)
    }

    /// A varint count, then each element.
    @inlinable
    public mutating func write<Elements: Collection>(
        each elements: Elements, _ body: (inout ByteWriter, Elements.Element) -> Void
    ) {
        write(varint: UInt64(elements.count))
        for element in elements { body(&self, element) }
    }

    @inlinable
    mutating func append(_ byte: UInt8) { storage.append(byte) }

    @inlinable
    mutating func append(_ source: some Collection<UInt8>) { storage.append(contentsOf: source) }
}
