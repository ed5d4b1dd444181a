import Glibc
package import SystemPackage

/// A Unix socket in a folder, also where the whole path is longer than a socket address holds: then
/// it is reached through the folder's descriptor, `/proc/self/fd/N/NAME`.
package struct SocketPath: ~Copyable {
    /// What `bind` and `connect` take.
    package let reachable: String
    private let folder: FileDescriptor?

    /// `sun_path` is 108 bytes with its final zero (unix(7)).
    private static let bytesMax = 107

    package init(_ path: FilePath) throws(Errno) {
        guard path.string.utf8.count > Self.bytesMax, let name = path.lastComponent else {
            reachable = path.string
            folder = nil
            return
        }
        do {
            let folder = try FileDescriptor.open(
                path.removingLastComponent(), .readOnly, options: [.directory, .closeOnExec])
            reachable = "/proc/self/fd/\(folder.rawValue)/\(name.string)"
            self.folder = folder
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    deinit { try? folder?.close() }
}
