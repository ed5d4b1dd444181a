import Glibc
import ProcessFixture

/// Reads what a process prints, line by line, as it comes.
final class LineReader {
    private let file: OpenFile
    private var pending: [UInt8] = []

    init(_ file: OpenFile) { self.file = file }

    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    /// The next line without its end; nil at the end of the stream. Nothing for `patience` seconds
    /// is a failure of the test, not a measure of anything.
    func next(patience: Int32 = 120) throws -> String? {
        while true {
            if let end = pending.firstIndex(of: 0x0a) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                return line
            }
            guard try fill(patience) else {
                guard !pending.isEmpty else { return nil }
                defer { pending = [] }
                return String(decoding: pending, as: UTF8.self)
            }
        }
    }

    /// False at the end of the stream.
    private func fill(_ patience: Int32) throws -> Bool {
        var wish = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
        // Safe: one structure, as the count says.
        guard unsafe poll(&wish, 1, patience * 1_000) != 0 else {
            throw Silence(description: "nothing was printed for \(patience) s")
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // Safe: the buffer outlives the call and its length is passed.
        let count = unsafe read(file.number, &buffer, buffer.count)
        if count > 0 { pending += buffer[..<count] }
        return count > 0
    }
}
