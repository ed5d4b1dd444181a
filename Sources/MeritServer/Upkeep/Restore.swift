import Foundation
import MeritStore
package import SystemPackage

/// `merit restore`: a data directory from a backup. The store is computed anew at the next start.
package enum Restore {
    /// `target` must not exist, or be an empty directory; it is 0700 afterwards. Without `keys` the
    /// directory opens only once keys.json is put there.
    package static func run(
        from backup: FilePath, to target: FilePath, keys: FilePath?
    ) throws {
        guard !FileKind.of(backup.appending("journal")).isMissing else {
            throw DataDirectoryError.file(
                backup, "holds no journal", hint: "Name a directory that `merit backup` made.")
        }
        try prepare(target)
        let files = FileManager.default
        for name in ["journal", "vault.db"] {
            let source = backup.appending(name)
            if FileKind.of(source).isMissing { continue }
            try files.copyItem(
                atPath: source.string, toPath: target.appending(name).string)
        }
        try SealedCopy.run(
            from: SealedFolder(backup.appending("sealed").string), to: target.appending("sealed"))
        if let keys {
            guard let bytes = try DurableFile.read(keys) else {
                throw DataDirectoryError.file(
                    keys, "does not exist", hint: "Name the file that `merit backup --keys` made.")
            }
            try DurableFile.replace(target.appending("keys.json"), with: bytes)
        }
        try syncAll(below: target)
    }

    private static func prepare(_ target: FilePath) throws {
        let files = FileManager.default
        if FileKind.of(target).isMissing {
            try files.createDirectory(
                atPath: target.string, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        } else if try !files.contentsOfDirectory(atPath: target.string).isEmpty {
            throw DataDirectoryError.file(
                target, "is not empty", hint: "Restore into a new directory.")
        }
    }

    private static func syncAll(below target: FilePath) throws {
        let found = FileManager.default.enumerator(atPath: target.string)
        while let name = found?.nextObject() as? String {
            try DurableFile.syncDirectory(target.appending(name))
        }
        try DurableFile.syncDirectory(target)
    }
}
