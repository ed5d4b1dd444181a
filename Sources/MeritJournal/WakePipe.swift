import Glibc

/// Lets a thread sleep until another one wakes it. Its identity is a pipe: a wake-up that comes
/// before the sleep is not lost.
final class WakePipe: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws(DiskError) {
        var ends: [Int32] = [-1, -1]
        // Safe: pipe fills two integers.
        guard unsafe pipe(&ends) == 0 else { throw DiskError(.open, errno) }
        readEnd = ends[0]
        writeEnd = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        _ = close(readEnd)
        _ = close(writeEnd)
    }

    /// A full pipe holds wake-ups enough.
    func wake() {
        var byte: UInt8 = 1
        // Safe: one byte is read from a local variable.
        _ = unsafe Glibc.write(writeEnd, &byte, 1)
    }

    /// Returns after a wake-up, or after `milliseconds`; -1 waits without end.
    func sleep(_ milliseconds: Int32) {
        var poll = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        // Safe: one structure is examined and changed during the call.
        guard unsafe Glibc.poll(&poll, 1, milliseconds) > 0 else { return }
        var bytes: [UInt8] = [UInt8](repeating: 0, count: 64)
        // Safe: at most the array's count is written. What is left wakes the next sleep.
        _ = unsafe Glibc.read(readEnd, &bytes, bytes.count)
    }
}
