import Foundation
import MeritCore

@testable import MeritJournal

/// A directory on the real disk that goes with its last reference.
final class TemporaryDirectory: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "merit-journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var path: String { url.path(percentEncoded: false) }

    /// A copy of everything in it, as it is now.
    func copy() throws -> TemporaryDirectory {
        let other = try TemporaryDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(
                at: url.appending(path: name), to: other.url.appending(path: name))
        }
        return other
    }

    func open(
        _ options: JournalOptions = TestRecords.options(), run: UInt64 = 1
    ) throws -> Journal {
        try Journal.open(
            options, disk: RealDisk(directory: path), run: RunID(high: run, low: ~run),
            now: { TestRecords.time }, randomness: { UInt64.random(in: 0 ... .max) })
    }
}
