import Foundation
import MeritCore
import Testing

@testable import MeritJournal

/// A journal of format version 1 whose bytes are kept: every release reads it, and this one writes
/// the same bytes again.
struct GoldenTests {
    private static let names = ["0000000000000001.segment", "0000000000000004.segment"]

    private static func fixture(_ name: String) -> URL {
        Bundle.module.bundleURL.appending(path: "Fixtures/version-1").appending(path: name)
    }

    /// Two segments: three records in two batches, then a record of a kind nobody knows.
    private static func write() throws -> SimulatedDisk {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        let click = TestRecords.buffer([1], kind: .linkClick, personal: Array("中文 unionid".utf8))
        let view = TestRecords.buffer([2], kind: .beaconTouch, padding: 3)
        journal.record([click, view])
        journal.record([TestRecords.buffer([3], padding: 600, personal: [])])
        journal.endSegment()
        journal.record([TestRecords.buffer([4], kind: .posting)])
        journal.close()
        return disk
    }

    @Test("the same facts become the same bytes")
    func writes() throws {
        let disk = try Self.write()
        #expect(disk.fileNames == Self.names)
        for name in Self.names {
            let written = try #require(disk.content(name))
            #expect(try written == Array(Data(contentsOf: Self.fixture(name))), "\(name)")
        }
    }

    @Test("the kept bytes are read as what was written")
    func reads() throws {
        var files: [String: [UInt8]] = [:]
        for name in Self.names {
            files[name] = try Array(Data(contentsOf: Self.fixture(name)))
        }
        let disk = SimulatedDisk(seed: 1, files: files)
        let records = try TestRecords.scan(disk)
        #expect(records.map(\.sequence.value) == [1, 2, 3, 4])
        #expect(records.map(TestRecords.id) == [1, 2, 3, 4])
        #expect(records.map(\.kind) == [1, 2, 16, 65])
        #expect(records.allSatisfy { $0.run == TestRecords.run && $0.node == .first })
        #expect(records.allSatisfy { $0.time == TestRecords.time && $0.version == 1 })
        #expect(
            records.map(\.personal) == [
                .present(Array("中文 unionid".utf8)[...]), .none, .present([]), .none,
            ])
        var scanner = try JournalScanner(disk: disk)
        while try scanner.next() != nil {}
        let chain = scanner.position.mark.chain.hex
        #expect(chain == Self.chain)
    }

    private static let chain =
        "5e2257727d3d2f69f25e5f8b2ca406dddf280ae47a0885f6b14420c63b1f217d"

    @Test(
        "keeps the bytes of a new format version",
        .enabled(
            if: ProcessInfo.processInfo.environment["MERIT_GOLDEN_DIRECTORY"] != nil,
            "checks nothing: writes the fixture of a new format version where asked to"))
    func keep() throws {
        let path = ProcessInfo.processInfo.environment["MERIT_GOLDEN_DIRECTORY"] ?? ""
        let disk = try Self.write()
        for name in Self.names {
            let url = URL(filePath: path).appending(path: name)
            try Data(disk.content(name) ?? []).write(to: url, options: .withoutOverwriting)
        }
        var scanner = try JournalScanner(disk: disk)
        while try scanner.next() != nil {}
        print("chain", scanner.position.mark.chain.hex)
    }
}
