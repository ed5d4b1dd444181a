import SystemPackage

/// Files that a command is given to read.
enum InputFile {
    /// The whole file.
    static func bytes(_ path: String, atMost limit: Int) throws -> [UInt8] {
        let file = try open(path)
        defer { try? file.close() }
        var bytes: [UInt8] = []
        while true {
            let chunk = try read(file, path: path, count: chunkBytes)
            if chunk.isEmpty { return bytes }
            bytes += chunk
            guard bytes.count <= limit else {
                throw CommandFailure("\(path) is longer than \(limit) bytes")
            }
        }
    }

    static func open(_ path: String) throws -> FileDescriptor {
        do {
            return try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
        } catch {
            throw CommandFailure("cannot read \(path): \(error)", code: Outcome.wrongUsage)
        }
    }

    /// The next bytes of an open file; empty at its end.
    static func read(
        _ file: FileDescriptor, path: String, count: Int
    ) throws -> [UInt8] {
        do {
            // Safe: the buffer is valid for the call, and `filled` is what was read.
            return unsafe try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                unsafe filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw CommandFailure("cannot read \(path): \(error)")
        }
    }

    private static let chunkBytes = 1 << 20
}
