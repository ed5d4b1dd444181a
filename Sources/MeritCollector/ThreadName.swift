import Glibc

/// The name of the running thread, because processor time is measured by thread name.
enum ThreadName {
    /// At most 15 bytes of `name` are kept. Without `/proc` the old name stays.
    static func set(_ name: String) {
        // Safe: the path is a terminated copy for the length of the call.
        let file = unsafe openat(AT_FDCWD, "/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(name.utf8.prefix(15))
        // Safe: the bytes are valid for the length of the call.
        _ = unsafe write(file, bytes, bytes.count)
        close(file)
    }
}
