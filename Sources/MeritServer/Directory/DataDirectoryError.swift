import SystemPackage

/// Why a data directory cannot be used, and how to mend it.
package struct DataDirectoryError: Error, Hashable, CustomStringConvertible {
    package let code: String
    package let message: String
    package let hint: String

    package var description: String { "\(message)\n\(hint)" }

    static func missing(_ path: FilePath) -> Self {
        Self(
            code: "directory_missing", message: "there is no data directory \(path)",
            hint: "Name an existing one with --data, or start `merit serve` to make it.")
    }

    static func notADirectory(_ path: FilePath) -> Self {
        Self(
            code: "directory_invalid", message: "\(path) is not a directory",
            hint: "Name a directory with --data.")
    }

    static func locked(_ path: FilePath) -> Self {
        Self(
            code: "directory_locked", message: "another process holds \(path)",
            hint: """
                A running service holds its directory; commands reach it through control.sock. If \
                none answers there, look for a merit process that is still starting or stopping.
                """)
    }

    static func opening(_ path: FilePath, _ error: any Error) -> Self {
        let errno = error as? Errno
        let hint =
            switch errno {
            case .some(.readOnlyFileSystem), .some(.permissionDenied):
                "Mount the data directory writable, owned by the user that runs Merit."
            case .some(.noSpace): "Free space on this file system."
            default: "Check that the path exists and can be written by this user."
            }
        return Self(
            code: "directory_unusable", message: "cannot use \(path): \(error)", hint: hint)
    }

    static func file(_ path: FilePath, _ reason: String, hint: String) -> Self {
        Self(code: "directory_file_invalid", message: "\(path): \(reason)", hint: hint)
    }
}
