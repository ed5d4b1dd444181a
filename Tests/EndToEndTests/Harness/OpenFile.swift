import Glibc

/// An open file, pipe end or device, closed when the value goes at the latest.
final class OpenFile {
    let number: CInt
    private var isOpen = true

    init(_ number: CInt) { self.number = number }

    deinit { close() }

    func close() {
        if isOpen { _ = Glibc.close(number) }
        isOpen = false
    }

    static func reading(_ path: String) throws -> OpenFile { try open(path, O_RDONLY) }

    static func writing(_ path: String) throws -> OpenFile {
        try open(path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    static func appending(_ path: String) throws -> OpenFile {
        try open(path, O_WRONLY | O_CREAT | O_APPEND)
    }

    struct Pipe {
        let read: OpenFile
        let write: OpenFile
    }

    /// A pipe whose ends are close-on-exec from the beginning, so that no other test's process can
    /// hold one open. The C library's way to say so is not visible from Swift; a named pipe is
    /// opened like a file.
    static func pipe() throws -> Pipe {
        let folder = try TemporaryFolder("pipe")
        // Safe: the path is a terminated copy for the length of the call.
        guard unsafe mkfifo(folder["pipe"], 0o600) == 0 else {
            throw ChildProcess.Failure(description: "no pipe: \(errno)")
        }
        // With both directions open neither end waits for the other.
        let both = try open(folder["pipe"], O_RDWR)
        defer { both.close() }
        return Pipe(
            read: try open(folder["pipe"], O_RDONLY), write: try open(folder["pipe"], O_WRONLY))
    }

    private static func open(_ path: String, _ flags: CInt) throws -> OpenFile {
        // Safe: the path is a terminated copy for the length of the call.
        let number = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw ChildProcess.Failure(description: "cannot open \(path): \(errno)")
        }
        return OpenFile(number)
    }

    func write(line: String) {
        let bytes = Array((line + "\n").utf8)
        // Safe: the buffer outlives the call and its length is passed.
        _ = unsafe Glibc.write(number, bytes, bytes.count)
    }
}
