import Foundation
import Glibc
package import SystemPackage

/// One data directory, held by this process alone from `open` until the value ends.
package struct DataDirectory: ~Copyable {
    /// Absolute.
    package let path: FilePath
    /// Whether this opening made it.
    package let origin: Origin
    private let lock: FileDescriptor

    package enum Origin: Sendable { case existing, made }

    /// What to do where the directory does not exist.
    package enum Missing: Sendable { case make, refuse }

    /// Takes the directory's lock. A new directory is made 0700.
    package static func open(
        _ path: FilePath, missing: Missing
    ) throws(DataDirectoryError) -> DataDirectory {
        let absolute = self.absolute(path)
        let origin = try self.ensure(absolute, missing)
        let lockPath = absolute.appending("lock")
        let lock: FileDescriptor
        do {
            lock = try FileDescriptor.open(
                lockPath, .readWrite, options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite])
        } catch {
            throw DataDirectoryError.opening(absolute, error)
        }
        guard flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? lock.close()
            throw DataDirectoryError.locked(absolute)
        }
        return DataDirectory(path: absolute, origin: origin, lock: lock)
    }

    private init(path: FilePath, origin: Origin, lock: FileDescriptor) {
        self.path = path
        self.origin = origin
        self.lock = lock
    }

    deinit { try? lock.close() }

    package var journal: FilePath { path.appending("journal") }
    package var store: FilePath { path.appending("store") }
    package var vault: FilePath { path.appending("vault.db") }
    package var keys: FilePath { path.appending("keys.json") }
    package var redirectTable: FilePath { path.appending("redirects.table") }
    package var sealed: FilePath { path.appending("sealed") }
    package var controlSocket: FilePath { path.appending("control.sock") }

    private static func absolute(_ path: FilePath) -> FilePath {
        if path.isAbsolute { return path.lexicallyNormalized() }
        let current = FilePath(FileManager.default.currentDirectoryPath)
        return current.pushing(path).lexicallyNormalized()
    }

    private static func ensure(
        _ path: FilePath, _ missing: Missing
    ) throws(DataDirectoryError) -> Origin {
        switch FileKind.of(path) {
        case .directory: return .existing
        case .other: throw DataDirectoryError.notADirectory(path)
        case .missing: break
        }
        guard missing == .make else { throw DataDirectoryError.missing(path) }
        // Safe: the path is a terminated copy for the length of the call.
        guard unsafe mkdir(path.string, 0o700) == 0 else {
            throw DataDirectoryError.opening(path, Errno(rawValue: errno))
        }
        return .made
    }
}

/// What stands at a path.
enum FileKind {
    case missing
    case directory
    case other

    var isMissing: Bool { self == .missing }

    static func of(_ path: FilePath) -> FileKind {
        var isDirectory: ObjCBool = false
        // Safe: the flag outlives the call.
        let isThere = unsafe FileManager.default.fileExists(
            atPath: path.string, isDirectory: &isDirectory)
        guard isThere else { return .missing }
        return isDirectory.boolValue ? .directory : .other
    }
}
