import MeritCore
import Testing

@testable import MeritJournal

struct ScannerTests {
    @Test("a scan meets what is written while it runs, and takes it for no damage")
    func concurrentWriter() throws {
        let disk = SimulatedDisk(seed: 1)
        var options = TestRecords.options()
        options.segmentBytesFirst = 1 << 20
        var journal = try TestJournal(disk, options: options)
        journal.record([TestRecords.buffer([1])])
        var scanner = try JournalScanner(disk: disk)
        let first = try scanner.next()
        #expect(first?.records.compactMap(TestRecords.id) == [1])
        // More than a scanner reads ahead, so that it knows an old and a new part of the file.
        for id in UInt64(2)...8 { journal.record([TestRecords.buffer([id], padding: 90_000)]) }
        var rest: [UInt64] = []
        while let batch = try scanner.next() { rest += batch.records.compactMap(TestRecords.id) }
        #expect(rest == Array(2...8))
        let tornTailBytes = scanner.tornTailBytes
        #expect(tornTailBytes == 0)
    }

    @Test("a torn end is counted, and a journal without records is no error")
    func ends() throws {
        let disk = SimulatedDisk(seed: 1)
        var empty = try JournalScanner(disk: disk)
        let none = try empty.next()
        #expect(none == nil)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        journal.record([TestRecords.buffer([2], padding: 700)])
        disk.damage("0000000000000001.segment", at: 1_100)
        var scanner = try JournalScanner(disk: disk)
        let whole = try scanner.next()
        #expect(whole?.records.count == 1)
        let behind = try scanner.next()
        #expect(behind == nil)
        let (isSealed, tornTailBytes) = (scanner.isSealed, scanner.tornTailBytes)
        #expect(!isSealed && (800..<1_024).contains(tornTailBytes))
    }
}
