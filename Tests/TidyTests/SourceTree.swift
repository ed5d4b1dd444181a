import Foundation

/// The project's own files, as the tidy rules see them.
struct SourceTree {
    struct File {
        /// Relative to the project's folder.
        let path: String
        let lines: [String]

        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
        /// `Sources/X/…` and `Tests/X/…`: X.
        var target: String {
            let parts = path.split(separator: "/")
            return parts.count > 2 ? String(parts[1]) : ""
        }
    }

    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// All files below `folder` whose names end in `.suffix`, hidden folders left out.
    static func files(under folder: String, suffix: String = "swift") throws -> [File] {
        let base = root.appending(path: folder)
        let found = FileManager.default.enumerator(
            at: base, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        var files: [File] = []
        while let url = found?.nextObject() as? URL {
            guard url.pathExtension == suffix else { continue }
            let text = try String(contentsOf: url, encoding: .utf8)
            let path = url.path.dropFirst(root.path.count + 1)
            files.append(
                File(
                    path: String(path),
                    lines: text.split(
                        separator: "\n", omittingEmptySubsequences: false
                    ).map(String.init)))
        }
        return files.sorted { $0.path < $1.path }
    }

    static func swiftFiles() throws -> [File] {
        try files(under: "Sources") + files(under: "Tests") + files(under: "LoadTests")
    }
}
