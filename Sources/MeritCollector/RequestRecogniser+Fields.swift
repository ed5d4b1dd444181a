/// Header lines.
extension RequestRecogniser {
    /// Reads every header line and the empty one behind them.
    func fields(_ bytes: Span<UInt8>, _ place: inout Int) throws(Stop) -> FastFields {
        var fields = FastFields()
        var count = 0
        while true {
            guard place < bytes.count else { throw .incomplete }
            if bytes[place] == Self.carriageReturn {
                try Self.lineEnd(bytes, &place)
                return fields
            }
            count += 1
            guard count <= headerCountMax, place < headBytesMax else { throw .unusual }
            let name = try Self.name(bytes, &place)
            let value = try Self.value(bytes, &place)
            try fields.read(name, value, in: bytes)
        }
    }

    /// A name of token characters (RFC 9110, 5.6.2) up to its colon, with nothing in between.
    private static func name(_ bytes: Span<UInt8>, _ place: inout Int) throws(Stop) -> FieldName {
        var name = FieldName()
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: ":") {
                guard place > start else { throw .unusual }
                place += 1
                return name
            }
            guard isTokenCharacter(byte) else { throw .unusual }
            name.append(byte)
            place += 1
        }
        throw .incomplete
    }

    /// A value of printable ASCII, without the blanks before it. Blanks behind it are the full
    /// lane's, as is everything that is not ASCII: there NIO's text is not the bytes.
    private static func value(
        _ bytes: Span<UInt8>, _ place: inout Int
    ) throws(Stop) -> Range<Int> {
        while place < bytes.count, isBlank(bytes[place]) { place += 1 }
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == carriageReturn {
                let end = place
                guard end == start || !isBlank(bytes[end - 1]) else { throw .unusual }
                try lineEnd(bytes, &place)
                return start..<end
            }
            guard 0x20...0x7e ~= byte || byte == tab else { throw .unusual }
            place += 1
        }
        throw .incomplete
    }

    private static func lineEnd(_ bytes: Span<UInt8>, _ place: inout Int) throws(Stop) {
        guard place + 1 < bytes.count else { throw .incomplete }
        guard bytes[place + 1] == lineFeed else { throw .unusual }
        place += 2
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == tab
    }

    /// Two words of bits, one for each character below 128.
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        let word: UInt64 = byte < 64 ? 0x03ff_6cfa_0000_0000 : 0x57ff_ffff_c7ff_fffe
        return word >> UInt64(byte & 63) & 1 == 1
    }

    private static let tab: UInt8 = 0x09
    private static let carriageReturn: UInt8 = 0x0d
    private static let lineFeed: UInt8 = 0x0a
}
