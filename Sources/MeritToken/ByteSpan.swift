/// Big-endian integers in bytes on the stack.
extension MutableSpan<UInt8> {
    /// Writes `value`, as many bytes as its type has, from `offset` on.
    mutating func write<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        var place = offset + Value.bitWidth / 8 - 1
        var rest = value
        while place >= offset {
            self[place] = UInt8(truncatingIfNeeded: rest)
            rest = Value.bitWidth > 8 ? rest >> 8 : 0
            place -= 1
        }
    }

    /// Writes the ASCII of a label, then a zero byte, from the start on.
    mutating func write(label: StaticString) {
        label.withUTF8Buffer { bytes in
            // Safe: a static string's bytes live for ever, and the indices are its own.
            for index in bytes.indices { self[index] = unsafe bytes[index] }
        }
        self[label.utf8CodeUnitCount] = 0
    }
}
