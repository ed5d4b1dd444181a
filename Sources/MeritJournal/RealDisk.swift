import Glibc

/// What `RealDisk` does where its directory does not exist.
package enum DirectoryCreation: Hashable, Sendable {
    case createIfMissing
    case mustExist
}

/// A directory of the file system. Its identity is one open descriptor of that directory, which
/// also carries the lock; everything happens relative to it. Where a name is passed to C below it
/// is safe for the same reason: it is a terminated copy for the length of the call.
package final class RealDisk: Disk {
    private let descriptor: Int32

    /// Opens the directory; a new one has mode 0700 and a durable entry in its parent.
    package init(
        directory path: String, creating: DirectoryCreation = .mustExist
    ) throws(JournalError) {
        do {
            if creating == .createIfMissing { try Self.create(path) }
            descriptor = try Self.openDirectory(path)
        } catch {
            throw .of(error, file: path)
        }
    }

    deinit { _ = close(descriptor) }

    package func names() throws(DiskError) -> [String] {
        // A descriptor of its own, because reading a directory moves its place.
        let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw DiskError(.list, errno) }
        guard let stream = unsafe fdopendir(copy) else {
            let number = errno
            _ = close(copy)
            throw DiskError(.list, number)
        }
        // Safe: the stream is open until closedir, and an entry is read before the next call.
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw DiskError(.list, errno) }
        return names
    }

    package func open(_ name: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .update: O_RDWR
            case .create: O_RDWR | O_CREAT | O_EXCL
            }
        let file = unsafe openat(descriptor, name, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw DiskError(.open, errno) }
        return RealFile(descriptor: file)
    }

    package func rename(_ name: String, to newName: String) throws(DiskError) {
        guard unsafe renameat(descriptor, name, descriptor, newName) == 0 else {
            throw DiskError(.rename, errno)
        }
    }

    package func remove(_ name: String) throws(DiskError) {
        guard unsafe unlinkat(descriptor, name, 0) == 0 else { throw DiskError(.remove, errno) }
    }

    package func syncDirectory() throws(DiskError) {
        guard fsync(descriptor) == 0 else { throw DiskError(.syncDirectory, errno) }
    }

    package func freeBytes() throws(DiskError) -> UInt64 {
        var status = statvfs()
        // Safe: the call fills the structure and keeps no reference to it.
        guard unsafe fstatvfs(descriptor, &status) == 0 else { throw DiskError(.examine, errno) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    package func setLock(_ lock: DirectoryLock) throws(DiskError) {
        let operation = lock == .exclusive ? LOCK_EX | LOCK_NB : LOCK_UN
        guard flock(descriptor, operation) == 0 else { throw DiskError(.lock, errno) }
    }

    private static func openDirectory(_ path: String) throws(DiskError) -> Int32 {
        let descriptor = unsafe openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskError(.open, errno) }
        return descriptor
    }

    private static func create(_ path: String) throws(DiskError) {
        guard unsafe mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw DiskError(.open, errno)
        }
        let parent = try openDirectory(path + "/..")
        defer { _ = close(parent) }
        guard fsync(parent) == 0 else { throw DiskError(.syncDirectory, errno) }
    }
}
