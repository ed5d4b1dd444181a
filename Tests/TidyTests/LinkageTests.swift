import Foundation
import Testing

/// What the pure modules and the collector bring into a process.
struct LinkageTests {
    @Test func `the pure modules and the collector link no Foundation`() throws {
        let probe = SourceTree.root.appending(path: ".build/debug/linkage-probe")
        let libraries = try needed(by: probe)
        // The instrument works: something is linked, and the test itself does link Foundation.
        #expect(libraries.contains { $0.contains("libc.so") })
        let foundation = libraries.filter { $0.contains("Foundation") }
        #expect(foundation.isEmpty, "\(foundation)")
    }

    /// The shared libraries that a binary names (`DT_NEEDED`, elf(5)).
    private func needed(by binary: URL) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["readelf", "--dynamic", "--wide", binary.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "readelf cannot read \(binary.path)")
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("(NEEDED)") }.map(String.init)
    }
}
