import MeritCore
import Testing

@testable import MeritJournal

/// What decays on the disk after it was synced.
struct DamageTests {
    private static let firstFile = "0000000000000001.segment"

    /// Two segments of three batches each, cleanly ended, and where the second begins.
    private static func closedJournal(
        faults: PlantedFaults = []
    ) throws -> (disk: SimulatedDisk, second: String) {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk, options: TestRecords.options(faults: faults))
        for id in UInt64(1)...3 {
            journal.record([TestRecords.buffer([id], padding: 60, personal: [1, 2, 3])])
        }
        journal.endSegment()
        for id in UInt64(4)...6 { journal.record([TestRecords.buffer([id], padding: 60)]) }
        journal.close()
        return (disk, "0000000000000004.segment")
    }

    /// Bytes of `file` whose change is neither refused at the start nor reported as a tail.
    private static func unnoticed(
        _ disk: SimulatedDisk, _ file: String, faults: PlantedFaults
    ) throws -> [Int] {
        let files = disk.files
        let length = files[file]?.count ?? 0
        var missed: [Int] = []
        for offset in 0..<length {
            let copy = SimulatedDisk(seed: 2, files: files)
            copy.damage(file, at: offset, xor: UInt8(1 << (offset % 8)))
            do {
                let options = TestRecords.options(faults: faults)
                let report = try JournalRecovery(disk: copy, options: options).run().report
                if report.cut.isEmpty { missed.append(offset) }
            } catch {
                let isPlaced = error.file == file && (error.offset ?? .max) <= UInt64(offset)
                if !isPlaced && offset >= SegmentHeader.byteCount { missed.append(offset) }
            }
        }
        return missed
    }

    @Test("every changed byte of a closed journal is noticed, with file and offset")
    func everyByte() throws {
        let (disk, second) = try Self.closedJournal()
        // The seal of a segment with a successor says nothing that the successor does not.
        let seal = (disk.content(Self.firstFile)?.count ?? 0) - BatchHeader.boundary
        #expect(try Self.unnoticed(disk, Self.firstFile, faults: []).allSatisfy { $0 >= seal })
        #expect(try Self.unnoticed(disk, second, faults: []).isEmpty)
    }

    @Test("a checksum over the payload only would let changes pass")
    func plantedChecksum() throws {
        let faults = PlantedFaults.checksumOfPayloadOnly
        let (disk, second) = try Self.closedJournal(faults: faults)
        #expect(try !Self.unnoticed(disk, second, faults: faults).isEmpty)
    }

    @Test("damage to a batch that a later one calls durable refuses to start and names the place")
    func refuses() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        for id in UInt64(1)...4 { journal.record([TestRecords.buffer([id])]) }
        disk.kill()
        let files = disk.files
        for batch in 0..<3 {
            let copy = SimulatedDisk(seed: 2, files: files)
            let start = 512 + 512 * batch
            copy.damage(Self.firstFile, at: start + 70)
            let error = #expect(throws: JournalError.self) { _ = try TestJournal(copy) }
            #expect(error?.code == .damaged)
            #expect(error?.file == Self.firstFile)
            #expect(error?.offset == UInt64(start))
            #expect(copy.files[Self.firstFile] != nil)
            #expect(throws: JournalError.self) { try TestRecords.scan(copy) }
        }
    }

    @Test("a damaged last batch without a seal behind it is a torn tail: cut, kept, reported")
    func tornTail() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        for id in UInt64(1)...4 { journal.record([TestRecords.buffer([id], padding: 700)]) }
        disk.kill()
        let start = 512 + 3 * 1_024
        disk.damage(Self.firstFile, at: start + 600)
        let tail = Array((disk.content(Self.firstFile) ?? [])[start..<start + 1_024])
        var next = try TestJournal(disk, run: RunID(high: 9, low: 9))
        let cut = try #require(next.recovered.report.cut.first)
        #expect(cut.segment == Sequence(1))
        #expect(disk.content(SegmentName.cut(torn: cut.file)) == Array(tail.prefix(Int(cut.bytes))))
        next.close()
        let records = try TestRecords.scan(disk)
        #expect(records.map(TestRecords.id) == [1, 2, 3, nil])
        let fact = try Recovered(
            version: 1, publicBody: #require(records.last).publicBody, personalBody: nil)
        #expect(fact == Recovered(segment: Sequence(1), bytesCut: cut.bytes))
        disk.kill()
        let third = try TestJournal(disk, run: RunID(high: 10, low: 10))
        #expect(third.recovered.report.cut.isEmpty)
    }

    @Test("a bad batch that nothing calls durable is cut with all that follows it")
    func unsyncedMiddle() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        for id in UInt64(2)...5 { journal.record([TestRecords.buffer([id])], wait: .written) }
        disk.kill()
        disk.damage(Self.firstFile, at: 512 + 512 * 2 + 80)
        let next = try TestJournal(disk)
        #expect(next.recovered.position.mark.sequence == Sequence(2))
    }

    @Test("bytes inside a record that look like a batch never count as one")
    func forgedBatch() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        let batch = Array((disk.content(Self.firstFile) ?? [])[512..<1_024])
        // The copy of a real batch, on a boundary, inside a batch that gets torn.
        let personal = [UInt8](repeating: 7, count: 512 - 56 - 8 - 20 - 32 - 8 - 16) + batch
        journal.record([TestRecords.buffer([2], personal: personal)], wait: .written)
        disk.kill()
        let content = disk.content(Self.firstFile) ?? []
        #expect(Array(content[1_536..<2_048]) == batch)
        disk.damage(Self.firstFile, at: 1_100)
        let next = try TestJournal(disk)
        #expect(next.recovered.position.mark.sequence == Sequence(1))
    }

    @Test("a segment that is missing, renamed, foreign or of a newer format is named")
    func wrongFiles() throws {
        let (disk, second) = try Self.closedJournal()
        let files = disk.files
        func error(_ change: (SimulatedDisk) -> Void) -> JournalError? {
            let copy = SimulatedDisk(seed: 3, files: files)
            change(copy)
            return #expect(throws: JournalError.self) { _ = try TestJournal(copy) }
        }
        let missing = error { $0.lose(Self.firstFile) }
        #expect(missing?.code == .missingSegment)
        #expect(missing?.file == Self.firstFile)
        let hole = error { disk in
            disk.put("0000000000000007.segment", disk.content(second) ?? [])
            disk.lose(second)
        }
        #expect(hole?.code == .damaged)
        let foreign = error { $0.put(second, [UInt8]("not a segment".utf8)) }
        #expect(foreign?.file == second)
        let newer = error { $0.damage(second, at: 9, xor: 3) }
        #expect(newer?.code == .newerFormat)
        #expect(newer?.description.contains("format version 2") == true)
        let empty = error { $0.put(second, [UInt8](repeating: 0, count: 8_192)) }
        #expect(empty?.code == .notASegment)
    }

    @Test("another node's journal is refused")
    func wrongNode() throws {
        let (disk, _) = try Self.closedJournal()
        var options = TestRecords.options()
        options.node = NodeNumber(unchecked: 7)
        let error = #expect(throws: JournalError.self) {
            _ = try TestJournal(disk, options: options)
        }
        #expect(error?.code == .wrongNode)
        #expect(error?.file == Self.firstFile)
    }
}
