import Foundation
import MeritCore
import Synchronization
import Testing

@testable import MeritJournal

/// The whole journal with its threads, on a real disk.
struct JournalTests {
    private func all(
        _ journal: Journal, from position: JournalPosition = .start
    ) throws -> ([Record], JournalPosition) {
        var reader = try journal.reader(from: position)
        var records: [Record] = []
        while let batch = try reader.next() { records += batch.records }
        return (records, reader.position)
    }

    @Test("many askers at once get sequences without holes, and a reader sees every record")
    func manyAskers() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        defer { journal.close() }
        let firsts = await withTaskGroup(of: UInt64.self) { group in
            for asker in UInt64(0)..<20 {
                group.addTask {
                    var sum: UInt64 = 0
                    for step in UInt64(0)..<10 {
                        let id = asker * 100 + step * 2
                        let buffer = TestRecords.buffer([id, id + 1], personal: [1])
                        sum += (try? await journal.append(buffer, class: .inbound).value) ?? 0
                    }
                    return sum
                }
            }
            return await group.reduce(0, +)
        }
        #expect(firsts == (0..<200).reduce(0) { $0 + 2 * $1 + 1 })
        let (records, position) = try all(journal)
        #expect(records.map(\.sequence.value) == Array(1...400))
        #expect(Set(records.compactMap(TestRecords.id)).count == 400)
        #expect(position.mark == journal.durable)
        #expect(journal.statistics.syncs <= journal.statistics.batches + 1)
    }

    @Test("after a clean end nothing is copied, and each start that records is a run of its own")
    func runs() async throws {
        let directory = try TemporaryDirectory()
        var position = JournalPosition.start
        for run in UInt64(1)...3 {
            let journal = try directory.open(run: run)
            #expect(!journal.recovery.copied)
            #expect(journal.recovery.cut.isEmpty)
            _ = try await journal.append(TestRecords.buffer([run, run + 10]), class: .inbound)
            let (records, end) = try all(journal, from: position)
            #expect(records.map(\.run.high) == [run, run])
            position = end
            journal.close()
        }
        let idle = try directory.open(run: 9)
        #expect(idle.runs.map(\.run.high) == [1, 2, 3])
        #expect(idle.run(of: Sequence(4))?.high == 2)
        #expect(idle.run(of: Sequence(7)) == nil)
        idle.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        #expect(
            names == [
                "0000000000000001.segment", "0000000000000003.segment",
                "0000000000000005.segment",
            ])
    }

    @Test("what is left of a run that was never closed is copied, then read as before")
    func uncleanStop() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        for id in UInt64(1)...5 {
            _ = try await journal.append(TestRecords.buffer([id]), class: .inbound)
        }
        let end = journal.durablePosition
        let image = try directory.copy()
        journal.close()
        let next = try image.open(run: 2)
        #expect(next.recovery.copied)
        #expect(next.durablePosition == end)
        #expect(try all(next).0.compactMap(TestRecords.id) == [1, 2, 3, 4, 5])
        _ = try next.reader(from: end)
        next.close()
    }

    @Test("written records are readable once synced, which happens without anybody asking")
    func writtenBecomesDurable() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        defer { journal.close() }
        let outcome = await withCheckedContinuation { continuation in
            journal.submit(TestRecords.buffer([1]), wait: .written, class: .traffic) {
                continuation.resume(returning: $0)
            }
        }
        #expect(outcome == .recorded(first: Sequence(1), run: journal.run))
        await journal.waitUntilDurable(after: .zero)
        #expect(try all(journal).0.count == 1)
    }

    @Test("waiting for durable records ends with cancellation and with closing")
    func waitingEnds() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        let cancelled = Task { await journal.waitUntilDurable(after: .zero) }
        cancelled.cancel()
        await cancelled.value
        let closing = Task { await journal.waitUntilDurable(after: .zero) }
        journal.close()
        await closing.value
        #expect(journal.state == .closed)
    }

    @Test("a closed journal refuses, and so does one that gets more than it takes at once")
    func refusals() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        let large = TestRecords.buffer([1], padding: RecordBuffer.byteCountMax)
        await #expect(throws: JournalRefusal.tooLarge) {
            try await journal.append(large, class: .inbound)
        }
        journal.close()
        journal.close()
        await #expect(throws: JournalRefusal.closed) {
            try await journal.append(TestRecords.buffer([1]), class: .inbound)
        }
    }

    @Test("two journals in one directory: the second one is told that it is locked")
    func locked() throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        let error = #expect(throws: JournalError.self) { try directory.open(run: 2) }
        #expect(error?.code == .locked)
        journal.close()
        try directory.open(run: 3).close()
    }

    @Test("a directory that is missing or no directory is named")
    func missingDirectory() throws {
        let directory = try TemporaryDirectory()
        let missing = directory.path + "/nowhere"
        let error = #expect(throws: JournalError.self) { try RealDisk(directory: missing) }
        #expect(error?.code == .missingDirectory)
        #expect(error?.file == missing)
        try Data("x".utf8).write(to: directory.url.appending(path: "file"))
        let other = #expect(throws: JournalError.self) {
            try RealDisk(directory: directory.path + "/file")
        }
        #expect(other?.code == .missingDirectory)
        let new = try RealDisk(directory: missing, creating: .createIfMissing)
        #expect(try new.names().isEmpty)
    }

    @Test("a position that is not in the journal is refused")
    func unknownPosition() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        defer { journal.close() }
        _ = try await journal.append(TestRecords.buffer([1]), class: .inbound)
        _ = try await journal.append(TestRecords.buffer([2]), class: .inbound)
        let end = journal.durablePosition
        let changed = [
            JournalPosition(
                segment: end.segment, batch: end.batch, offset: end.offset,
                mark: JournalMark(sequence: end.mark.sequence, chain: Digest(1, 2, 3, 4))),
            JournalPosition(
                segment: end.segment, batch: end.batch - 512, offset: end.offset, mark: end.mark),
            JournalPosition(
                segment: Sequence(9), batch: end.batch, offset: end.offset, mark: end.mark),
            JournalPosition(
                segment: end.segment, batch: end.batch, offset: end.offset,
                mark: JournalMark(sequence: Sequence(3), chain: end.mark.chain)),
        ]
        for position in changed {
            let error = #expect(throws: JournalError.self) {
                _ = try journal.reader(from: position)
            }
            #expect(error?.code == .positionUnknown)
        }
        var writer = ByteWriter()
        writer.write(end)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.journalPosition() == end)
    }

    @Test("a copy of the listed extents, made while writing goes on, is the journal up to then")
    func backup() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        defer { journal.close() }
        for id in UInt64(1)...20 {
            let buffer = TestRecords.buffer([id], padding: 900)
            _ = try await journal.append(buffer, class: .inbound)
        }
        let mark = journal.durable
        let copy = try TemporaryDirectory()
        for extent in journal.backupExtents() {
            var data = try Data(contentsOf: directory.url.appending(path: extent.file))
            if let bytes = extent.bytes { data = data.prefix(Int(bytes)) }
            try data.write(to: copy.url.appending(path: extent.file))
            _ = try await journal.append(TestRecords.buffer([99]), class: .inbound)
        }
        let restored = try copy.open(run: 2)
        #expect(restored.durable == mark)
        #expect(restored.recovery.cut.isEmpty)
        restored.close()
    }

    @Test("a directory that can't be written is noticed when the journal opens")
    func readOnly() throws {
        for (number, code) in [(EROFS, JournalError.Code.readOnly), (EACCES, .noPermission)] {
            let disk = SimulatedDisk(seed: 1)
            disk.plan(
                FaultPlan(
                    failures: [.init(call: 1, number: number, span: .forever, operation: .open)]))
            let error = #expect(throws: JournalError.self) {
                try Journal.open(
                    TestRecords.options(), disk: disk, run: TestRecords.run,
                    now: { TestRecords.time }, randomness: { 7 })
            }
            #expect(error?.code == code)
        }
    }

    @Test("erasing while the journal is open ends the segment, and writing goes on")
    func eraseOpen() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        defer { journal.close() }
        for id in UInt64(1)...4 {
            let buffer = TestRecords.buffer([id], personal: [1, 2, 3])
            _ = try await journal.append(buffer, class: .inbound)
        }
        let report = try await journal.erase([Sequence(2), Sequence(3)])
        #expect(report.blanked == 2)
        _ = try await journal.append(TestRecords.buffer([5]), class: .inbound)
        let (records, _) = try all(journal)
        #expect(records.map(\.sequence.value) == [1, 2, 3, 4, 5])
        #expect(records[1].personal == .erased && records[2].personal == .erased)
        #expect(records[0].personal == .present([1, 2, 3]))
        #expect(journal.runs.count == 1)
    }

    @Test("the writer's threads carry the module's name")
    func threadNames() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        defer { journal.close() }
        // Both threads have begun once they did something.
        _ = try await journal.append(TestRecords.buffer([1]), class: .inbound)
        _ = try await journal.erase([Sequence(1)])
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        let names = tasks.compactMap { task in
            try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
        }
        #expect(names.contains("journal\n"))
        #expect(names.contains("journal-prep\n"))
    }

    @Test("segments that were prepared ahead are used and ended ones lose their spare zeros")
    func rolling() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        for id in UInt64(1)...60 {
            let buffer = TestRecords.buffer([id], padding: 1_000)
            _ = try await journal.append(buffer, class: .inbound)
        }
        #expect(try all(journal).0.compactMap(TestRecords.id) == Array(1...60))
        journal.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(names.count > 2)
        #expect(names.allSatisfy { $0.hasSuffix(".segment") })
        var scanner = try JournalScanner(disk: RealDisk(directory: directory.path))
        while try scanner.next() != nil {}
        let (isSealed, mark) = (scanner.isSealed, scanner.position.mark)
        #expect(isSealed && mark == journal.durable)
    }
}
