import Glibc
import SystemPackage

/// Paths for a service that was started elsewhere.
enum WorkingDirectory {
    /// `path` as seen from where the command was started.
    static func absolute(_ path: String) throws -> String {
        let given = FilePath(path)
        if given.isAbsolute { return given.lexicallyNormalized().string }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        // Safe: the buffer outlives the call and its length is passed.
        guard unsafe getcwd(&buffer, buffer.count) != nil else {
            throw CommandFailure("cannot tell the current directory: \(Errno(rawValue: errno))")
        }
        let current = String(
            decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return FilePath(current).pushing(given).lexicallyNormalized().string
    }
}
