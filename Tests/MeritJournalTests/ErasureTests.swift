import MeritCore
import Testing

@testable import MeritJournal

struct ErasureTests {
    private static let personal = Array("someone 13800138000".utf8)
    private static let targets: Set<Sequence> = [Sequence(2), Sequence(5), Sequence(9)]

    /// Three segments with ten records that all have personal parts.
    private static func journal() throws -> SimulatedDisk {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        for id in UInt64(1)...10 {
            journal.record([TestRecords.buffer([id], padding: 40, personal: personal)])
            if id % 4 == 0 { journal.endSegment() }
        }
        journal.close()
        return disk
    }

    private static func end(_ disk: SimulatedDisk) throws -> JournalPosition {
        var scanner = try JournalScanner(disk: disk)
        while try scanner.next() != nil {}
        let isSealed = scanner.isSealed
        #expect(isSealed)
        return scanner.position
    }

    private static func expectErased(_ disk: SimulatedDisk) throws {
        for record in try TestRecords.scan(disk) {
            if targets.contains(record.sequence) {
                #expect(record.personal == .erased)
            } else {
                #expect(record.personal == .present(personal[...]))
            }
            #expect(TestRecords.id(of: record) == record.sequence.value)
        }
        for (name, bytes) in disk.files where name.hasSuffix(".segment") {
            let count = (0..<bytes.count - personal.count).count { start in
                Array(bytes[start..<start + personal.count]) == personal
            }
            let first = SegmentName.first(ofSegment: name)?.value ?? 0
            #expect(count == ([1: 3, 5: 3, 9: 1][first]))
        }
    }

    @Test("personal parts are gone, and chain, positions and everything else stay")
    func erases() throws {
        let disk = try Self.journal()
        let before = try Self.end(disk)
        let report = try PersonalPartEraser.erase(Self.targets, disk: disk)
        #expect(report.blanked == 3 && report.segmentsRewritten == 3 && report.unknown == 0)
        try Self.expectErased(disk)
        #expect(try Self.end(disk) == before)
        let again = try PersonalPartEraser.erase(
            Self.targets.union([Sequence(99)]), disk: disk)
        #expect(again.blanked == 0 && again.alreadyBlank == 3 && again.unknown == 1)
        #expect(again.segmentsRewritten == 0)
    }

    @Test("interrupted at any call by a power cut, it is made again and completes")
    func interrupted() throws {
        let original = try Self.journal()
        let before = try Self.end(original)
        let files = original.files
        var call = 0
        var isComplete = false
        while !isComplete {
            call += 1
            let disk = SimulatedDisk(seed: UInt64(call), files: files)
            disk.plan(FaultPlan(crashAt: call))
            isComplete = (try? PersonalPartEraser.erase(Self.targets, disk: disk)) != nil
            disk.cutPower()
            var journal = try TestJournal(disk, run: RunID(high: 5, low: 5))
            journal.close()
            #expect(try Self.end(disk) == before, "interrupted at call \(call)")
            try _ = PersonalPartEraser.erase(Self.targets, disk: disk)
            try Self.expectErased(disk)
            #expect(try Self.end(disk) == before, "interrupted at call \(call)")
        }
        #expect(call > 20)
    }
}
