import Foundation
import ProcessFixture
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
        try Shell.must("readelf", ["--dynamic", "--wide", binary.path]).lines
            .filter { $0.contains("(NEEDED)") }
    }
}
