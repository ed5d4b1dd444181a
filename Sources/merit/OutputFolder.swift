import Glibc
import SystemPackage

/// A directory that a command writes files into.
struct OutputFolder {
    private let path: FilePath

    /// Makes the directory where it does not exist.
    init(_ path: String) throws {
        self.path = FilePath(path)
        // Safe: the path is a terminated copy for the length of the call.
        guard unsafe mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw CommandFailure("cannot make \(path): \(Errno(rawValue: errno))")
        }
    }

    /// A file that does not exist yet: nothing is written over.
    func create(_ name: String) throws -> OutputFile {
        guard let component = FilePath.Component(name) else {
            throw CommandFailure("\(name) is no name of a file")
        }
        return try OutputFile(path.appending(component))
    }
}

/// A file that is being written.
struct OutputFile {
    private let path: FilePath
    private let descriptor: FileDescriptor

    fileprivate init(_ path: FilePath) throws {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead])
        } catch {
            throw CommandFailure("cannot make \(path): \(error)")
        }
    }

    func write(_ bytes: [UInt8]) throws {
        do {
            _ = try descriptor.writeAll(bytes)
        } catch {
            throw CommandFailure("cannot write \(path): \(error)")
        }
    }

    func finish() throws {
        do {
            try descriptor.close()
        } catch {
            throw CommandFailure("cannot write \(path): \(error)")
        }
    }

    /// Leaves nothing half written.
    func abandon() {
        try? descriptor.close()
        // Safe: the path is a terminated copy for the length of the call.
        _ = unsafe unlink(path.string)
    }
}
