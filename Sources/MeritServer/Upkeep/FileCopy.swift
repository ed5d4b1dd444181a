import SystemPackage

/// Copies of files, in pieces, so that a large one needs little memory.
enum FileCopy {
    private static let pieceBytes = 1 << 20

    /// Copies the first `bytes` of a file (nil: all of it) into a new one (0600), synced. Returns
    /// how many there were.
    static func copy(_ source: FilePath, to target: FilePath, bytes: Int?) throws -> Int {
        let from = try FileDescriptor.open(source, .readOnly, options: [.closeOnExec])
        return try from.closeAfter {
            let into = try FileDescriptor.open(
                target, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite])
            return try into.closeAfter {
                let count = try copy(from, into, bytes ?? .max)
                try DurableFile.sync(into)
                return count
            }
        }
    }

    private static func copy(
        _ from: FileDescriptor, _ into: FileDescriptor, _ bytes: Int
    ) throws -> Int {
        var done = 0
        while done < bytes {
            let piece = try DurableFile.read(from, atMost: min(pieceBytes, bytes - done))
            if piece.isEmpty { break }
            try into.writeAll(piece)
            done += piece.count
        }
        return done
    }
}
