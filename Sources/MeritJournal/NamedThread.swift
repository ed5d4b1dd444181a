import Glibc

/// A thread of the operating system with a name of its own, because processor time is measured by
/// thread name.
package struct NamedThread: Sendable {
    private let thread: pthread_t

    /// What the new thread takes over: its name and its work.
    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Starts `body`. The name has at most 15 bytes.
    package init(_ name: String, _ body: @escaping @Sendable () -> Void) throws(DiskError) {
        var thread = pthread_t()
        let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        // Safe: the retained reference is taken back exactly once, by the thread that started, or
        // below where none did.
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                NamedThread.setName(start.name)
                start.body()
                return nil
            }, start.toOpaque())
        guard result == 0 else {
            unsafe start.release()
            throw DiskError(.open, result)
        }
        self.thread = thread
    }

    /// Waits for the thread's end. To be called once.
    package func join() {
        _ = pthread_join(thread, nil)
    }

    /// Lets the thread end by itself. To be called once, instead of `join`.
    package func detach() {
        _ = pthread_detach(thread)
    }

    private static func setName(_ name: String) {
        // Safe: the path is a terminated copy for the length of the call.
        let file = unsafe openat(AT_FDCWD, "/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(name.utf8)
        // Safe: at most the array's count is read.
        _ = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
        _ = close(file)
    }
}
