import Foundation
import SystemPackage

/// Folders that hold copies for a while.
enum ScratchFolder {
    /// Removes the folder with everything in it, where it exists.
    static func remove(_ path: FilePath) throws {
        if FileKind.of(path).isMissing { return }
        try FileManager.default.removeItem(atPath: path.string)
    }
}
