/// Reads what `ByteWriter` wrote. Every method throws instead of reading past the end.
public struct ByteReader: Sendable {
    @usableFromInline let bytes: ArraySlice<UInt8>
    @usableFromInline var index: Int

    /// Why bytes are not what a fact of their kind looks like.
    public enum Fault: Error, Hashable, Sendable {
        /// The bytes end before the value does.
        case truncated
        /// A varint longer than 64 bits, a flag that is neither 0 nor 1, text that is not UTF-8,
        /// a number outside its range: `what` names the value.
        case invalid(_ what: String)
        /// Bytes are left where the fact should have ended.
        case trailingBytes(Int)
    }

    @inlinable
    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    @inlinable
    public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    @inlinable
    public var remaining: Int { bytes.endIndex - index }

    /// Guarantees that everything was read.
    @inlinable
    public func finish() throws(Fault) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }

    @inlinable
    public mutating func byte() throws(Fault) -> UInt8 {
        guard index < bytes.endIndex else { throw .truncated }
        defer { index += 1 }
        return bytes[index]
    }

    /// A big-endian integer of `type`'s width.
    @inlinable
    public mutating func fixed<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type
    ) throws(Fault) -> Value {
        let width = Value.bitWidth / 8
        guard remaining >= width else { throw .truncated }
        var value: Value = 0
        for _ in 0..<width {
            value = (width == 1 ? 0 : value << 8) | Value(bytes[index])
            index += 1
        }
        return value
    }

    @inlinable
    public mutating func varint() throws(Fault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw .invalid("varint") }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    @inlinable
    public mutating func signed() throws(Fault) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// The next `count` bytes, as they are.
    @inlinable
    public mutating func raw(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else { throw .truncated }
        defer { index += count }
        return bytes[index..<index + count]
    }

    /// Length-prefixed bytes.
    @inlinable
    public mutating func lengthPrefixed() throws(Fault) -> ArraySlice<UInt8> {
        guard let count = Int(exactly: try varint()) else { throw .truncated }
        return try raw(count)
    }

    /// Length-prefixed UTF-8.
    public mutating func text() throws(Fault) -> String {
        guard let text = String(validating: try lengthPrefixed(), as: UTF8.self) else {
            throw .invalid("text")
        }
        return text
    }

    /// Nil behind a 0, the value behind a 1.
    @inlinable
    public mutating func optional<Value>(
        _ body: (inout ByteReader) throws(Fault) -> Value
    ) throws(Fault) -> Value? {
        switch try byte() {
        case 0: return nil
        case 1: return try body(&self)
        default: throw .invalid("flag")
        }
    }

    /// As many values as the varint before them says. A count that the remaining bytes cannot hold
    /// is refused before anything is reserved.
    @inlinable
    public mutating func each<Value>(
        _ body: (inout ByteReader) throws(Fault) -> Value
    ) throws(Fault) -> [Value] {
        guard let count = Int(exactly: try varint()), count <= remaining else { throw .truncated }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }
}
