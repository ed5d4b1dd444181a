import Glibc

/// Standard output for results, standard error for everything else.
enum Terminal {
    static func print(_ text: String) { write(text + "\n", to: 1) }

    /// Bytes as they are.
    static func print(bytes: [UInt8]) { write(bytes, to: 1) }

    static func complain(_ text: String) { write(text + "\n", to: 2) }

    static var inputIsTerminal: Bool { isatty(0) == 1 }

    static var errorIsTerminal: Bool { isatty(2) == 1 }

    /// Text without an end of line on standard error: a line that is written over.
    static func draw(_ text: String) { write(text, to: 2) }

    /// All of standard input, at most `limit` bytes; nil where there is more.
    static func input(limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            // Safe: the buffer outlives the call and its length is passed.
            let count = unsafe read(0, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            if bytes.count > limit { return nil }
        }
    }

    /// The one line of standard input without its end, for secrets and identifiers, which never
    /// stand in arguments.
    static func secretLine(_ what: String) throws -> String {
        if inputIsTerminal { write("\(what): ", to: 2) }
        guard let bytes = inputIsTerminal ? typedLine() : input(limit: secretBytesMax) else {
            throw CommandFailure(
                "standard input holds more than one line with \(what)", code: Outcome.wrongUsage)
        }
        let line = bytes.prefix { $0 != 0x0a && $0 != 0x0d }
        guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else {
            throw CommandFailure(
                "give \(what) on standard input, as its only line", code: Outcome.wrongUsage)
        }
        return text
    }

    private static let secretBytesMax = 4_096

    private static func typedLine() -> [UInt8]? { readLine().map { Array($0.utf8) } ?? [] }

    /// Asks on a terminal; elsewhere only `--yes` answers.
    static func confirm(_ question: String, answered: Answered) throws {
        if case .yes = answered { return }
        guard inputIsTerminal else {
            throw CommandFailure("\(question)\nConfirm with --yes.", code: Outcome.wrongUsage)
        }
        write("\(question) [y/N] ", to: 2)
        let answer = readLine() ?? ""
        guard answer.lowercased() == "y" || answer.lowercased() == "yes" else {
            throw CommandFailure("nothing was done")
        }
    }

    enum Answered {
        case yes
        case ask
    }

    private static func write(_ text: String, to descriptor: CInt) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Safe: the buffer is valid for the call and its own length is passed.
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
