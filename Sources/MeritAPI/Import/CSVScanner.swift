/// Cuts CSV into records and fields. A field in quotes may hold commas, line breaks and doubled
/// quotes (RFC 4180, section 2).
struct CSVScanner {
    struct Record {
        /// 1 is the first line.
        let line: Int
        let fields: [String]
    }

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// The line of a quoted field that the text ends in.
    private(set) var brokenLine: Int?

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { index = 3 }
    }

    /// The next record; nil at the end.
    mutating func next() -> Record? {
        guard index < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(field())
            guard index < bytes.count, bytes[index] == 0x2c else { break }
            index += 1
        }
        skipLineEnd()
        return Record(line: start, fields: fields)
    }

    private mutating func field() -> String {
        index < bytes.count && bytes[index] == 0x22 ? quoted() : plain()
    }

    private mutating func plain() -> String {
        let start = index
        while index < bytes.count, bytes[index] != 0x2c, bytes[index] != 0x0a {
            if bytes[index] == 0x0d, index + 1 < bytes.count, bytes[index + 1] == 0x0a { break }
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quoted() -> String {
        let start = line
        var content: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x22 {
                guard index < bytes.count, bytes[index] == 0x22 else {
                    // What stands between the closing quote and the comma belongs to the field.
                    return String(decoding: content, as: UTF8.self) + plain()
                }
                index += 1
            }
            if byte == 0x0a { line += 1 }
            content.append(byte)
        }
        brokenLine = start
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func skipLineEnd() {
        if index < bytes.count, bytes[index] == 0x0d { index += 1 }
        guard index < bytes.count, bytes[index] == 0x0a else { return }
        index += 1
        line += 1
    }
}
