import Glibc

/// An open file, pipe end or device, closed when the value goes at the latest.
package final class OpenFile {
    package let number: Int32
    private var isOpen = true

    package init(_ number: Int32) { self.number = number }

    deinit { close() }

    package func close() {
        if isOpen { _ = Glibc.close(number) }
        isOpen = false
    }

    package static func reading(_ path: String) throws -> OpenFile { try open(path, O_RDONLY) }

    package static func writing(_ path: String) throws -> OpenFile {
        try open(path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    package static func appending(_ path: String) throws -> OpenFile {
        try open(path, O_WRONLY | O_CREAT | O_APPEND)
    }

    package struct Pipe {
        package let read: OpenFile
        package let write: OpenFile
    }

    /// A pipe whose ends are close-on-exec from the beginning, so that no other test's process can
    /// hold one open. The C library's way to say so is not visible from Swift; a named pipe is
    /// opened like a file.
    package static func pipe() throws -> Pipe {
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

    private static func open(_ path: String, _ flags: Int32) throws -> OpenFile {
        // Safe: the path is a terminated copy for the length of the call.
        let number = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw ChildProcess.Failure(description: "cannot open \(path): \(errno)")
        }
        return OpenFile(number)
    }

    package func write(line: String) {
        let bytes = Array((line + "\n").utf8)
        // Safe: the buffer outlives the call and its length is passed.
        _ = unsafe Glibc.write(number, bytes, bytes.count)
    }
}
