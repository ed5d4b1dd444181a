import MeritCore

extension [UInt8] {
    /// Overwrites the bytes from `offset` on with `value`, big-endian. Traps outside the array.
    mutating func store<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        for index in 0..<Value.bitWidth / 8 {
            let shift = Value(Value.bitWidth - 8 - 8 * index)
            self[offset + index] = UInt8(truncatingIfNeeded: value >> shift)
        }
    }

    /// Overwrites 32 bytes from `offset` on.
    mutating func store(_ digest: Digest, at offset: Int) {
        store(digest.first, at: offset)
        store(digest.second, at: offset + 8)
        store(digest.third, at: offset + 16)
        store(digest.fourth, at: offset + 24)
    }
}

extension ArraySlice<UInt8> {
    /// The big-endian value `offset` bytes from the slice's start. Traps outside the slice.
    func load<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) -> Value {
        var value: Value = 0
        for index in startIndex + offset..<startIndex + offset + Value.bitWidth / 8 {
            value = value << 8 | Value(truncatingIfNeeded: self[index])
        }
        return value
    }

    /// The digest `offset` bytes from the slice's start. Traps outside the slice.
    func digest(at offset: Int) -> Digest {
        Digest(
            load(UInt64.self, at: offset), load(UInt64.self, at: offset + 8),
            load(UInt64.self, at: offset + 16), load(UInt64.self, at: offset + 24))
    }
}
