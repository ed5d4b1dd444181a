import SystemPackage

/// A file cut into parts of whole lines, each small enough for one request.
struct LineParts: ~Copyable {
    struct Part {
        /// 1 is the file's first line.
        let firstLine: Int
        /// Ends with a line's end, but for the file's last one.
        let bytes: [UInt8]
    }

    /// A part has at most this many bytes, so that progress shows and a repeat costs little; one
    /// line alone may have more, up to what a request takes.
    static let partBytes = 512 << 10
    static let lineBytesMax = 8 << 20

    private let path: String
    private let file: FileDescriptor
    private var rest: [UInt8] = []
    private var isAtEnd = false
    private var line = 1
    /// Of the parts handed out so far.
    private(set) var bytesRead = 0

    init(_ path: String) throws {
        self.path = path
        file = try InputFile.open(path)
    }

    deinit { try? file.close() }

    /// The next part; nil at the end of the file.
    mutating func next() throws -> Part? {
        while !isAtEnd {
            if rest.count >= Self.partBytes, let end = rest.lastIndex(of: 0x0a) {
                return part(upTo: end + 1)
            }
            guard rest.count <= Self.lineBytesMax else {
                throw CommandFailure(
                    "\(path):\(line): a line has at most \(Self.lineBytesMax) bytes")
            }
            let chunk = try InputFile.read(file, path: path, count: Self.partBytes)
            isAtEnd = chunk.isEmpty
            rest += chunk
        }
        return rest.isEmpty ? nil : part(upTo: rest.count)
    }

    private mutating func part(upTo end: Int) -> Part {
        let part = Part(firstLine: line, bytes: Array(rest[..<end]))
        rest.removeFirst(end)
        line += part.bytes.count { $0 == 0x0a }
        bytesRead += part.bytes.count
        return part
    }
}
