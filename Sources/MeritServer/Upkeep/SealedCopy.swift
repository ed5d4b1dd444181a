import Foundation
import MeritCore
import MeritLedger
import MeritStore
import SystemPackage

/// Copies of sealed months: their files, byte for byte, durable when it returns. What a writing
/// that was interrupted left beside them stays behind.
enum SealedCopy {
    /// Copies the months that `isWanted` says. `target` must not exist; without a month it is not
    /// made.
    static func run(
        from source: SealedFolder, to target: FilePath,
        where isWanted: (Period) throws -> Bool = { _ in true }
    ) throws {
        let periods = try source.periods().filter(isWanted)
        guard !periods.isEmpty else { return }
        try make(target)
        for period in periods {
            let (from, into) = (FilePath(source.path), target.appending(period.description))
            try make(into)
            for file in SealedFile.allCases {
                let path = from.appending(period.description).appending(file.rawValue)
                if FileKind.of(path).isMissing { continue }
                _ = try FileCopy.copy(path, to: into.appending(file.rawValue), bytes: nil)
            }
            try DurableFile.syncDirectory(into)
        }
        try DurableFile.syncDirectory(target)
    }

    private static func make(_ path: FilePath) throws {
        try FileManager.default.createDirectory(
            atPath: path.string, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }
}
