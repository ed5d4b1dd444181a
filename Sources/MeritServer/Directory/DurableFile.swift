import Glibc
import SystemPackage

/// Small files that are replaced whole: after `replace` returns, a power cut leaves the new bytes;
/// before, the old ones.
enum DurableFile {
    static let bytesMax = 64 << 20

    /// Nil where there is no such file.
    static func read(_ path: FilePath) throws(Errno) -> [UInt8]? {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            defer { try? file.close() }
            return try readAll(file)
        } catch let error as Errno {
            if error == .noSuchFileOrDirectory { return nil }
            throw error
        } catch {
            throw .ioError
        }
    }

    private static func readAll(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < bytesMax {
            let piece = try read(file, atMost: 65_536)
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// The next bytes of a file, empty at its end.
    static func read(_ file: FileDescriptor, atMost count: Int) throws -> [UInt8] {
        // Safe: the buffer is valid for the call, and `filled` is what was read.
        try unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    static func sync(_ file: FileDescriptor) throws(Errno) { try check(fsync(file.rawValue)) }

    /// Writes a new file (0600) beside, syncs it, renames it over `path`, syncs the directory.
    static func replace(_ path: FilePath, with bytes: [UInt8]) throws(Errno) {
        do {
            let next = FilePath(path.string + ".next")
            let file = try FileDescriptor.open(
                next, .writeOnly, options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite])
            try file.closeAfter {
                try file.writeAll(bytes)
                try sync(file)
            }
            // Safe: both paths are terminated copies for the length of the call.
            try check(unsafe rename(next.string, path.string))
            try syncDirectory(path.removingLastComponent())
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
    }

    static func syncDirectory(_ path: FilePath) throws {
        let directory = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
        try directory.closeAfter { try check(fsync(directory.rawValue)) }
    }

    private static func check(_ result: CInt) throws(Errno) {
        guard result == 0 else { throw Errno(rawValue: errno) }
    }
}
