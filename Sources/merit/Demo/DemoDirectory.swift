import Foundation

/// A data directory that belongs to a demo: beside the books it keeps the files that were imported.
struct DemoDirectory: Sendable {
    /// `DIR/demo`.
    let folder: String
    private let mark: String
    /// The data directory where it was empty or missing before.
    private let made: String?

    private static let markBytesMax = 64 << 10

    /// A new directory, or one that a demo filled before. Anything else is refused: a demo never
    /// mixes with real books.
    static func open(_ options: GlobalOptions) throws -> DemoDirectory {
        let folder = options.data + "/demo"
        let mark = folder + "/summary.json"
        let files = FileManager.default
        if files.fileExists(atPath: mark) {
            return DemoDirectory(folder: folder, mark: mark, made: nil)
        }
        let content = (try? files.contentsOfDirectory(atPath: options.data)) ?? []
        guard content.isEmpty else {
            let isUnfinished = content.contains("demo")
            throw CommandFailure(
                isUnfinished
                    ? "the demo in \(options.data) was interrupted: remove the directory, or name "
                        + "a new one with --data"
                    : "\(options.data) holds something that is no demo: name a new directory with "
                        + "--data",
                code: Outcome.wrongUsage)
        }
        do {
            for path in [options.data, folder] where !files.fileExists(atPath: path) {
                try files.createDirectory(
                    atPath: path, withIntermediateDirectories: false,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw CommandFailure("cannot make \(folder): \(error.localizedDescription)")
        }
        return DemoDirectory(folder: folder, mark: mark, made: options.data)
    }

    /// Empties a directory that was empty or missing before.
    func removeIfMade() {
        guard let made else { return }
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: made)) ?? [] {
            try? files.removeItem(atPath: made + "/" + name)
        }
    }

    /// What the demo that filled the directory remembers; nil where it is still to be filled.
    func summary() throws -> DemoSummary? {
        guard FileManager.default.fileExists(atPath: mark) else { return nil }
        guard
            let summary = DemoSummary(
                parsing: try InputFile.bytes(mark, atMost: Self.markBytesMax))
        else { throw CommandFailure("\(mark) is damaged: start a new demo with --data") }
        return summary
    }

    func keep(_ summary: DemoSummary) throws {
        try Self.write(Array(DemoSettings.file.utf8), to: folder + "/merit.yaml")
        try Self.write(summary.json, to: mark)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            throw CommandFailure("cannot write \(path): \(error.localizedDescription)")
        }
    }
}
