import Glibc
import MeritCore
import Synchronization
import Testing

@testable import MeritJournal

struct GroupCommitTests {
    @Test("a group is one batch and one sync, and nobody is answered before that sync")
    func oneSync() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        let outcomes = journal.outcomes
        let answered = Mutex<[Int]>([])
        disk.beforeSync.withLock { $0 = { answered.withLock { $0.append(outcomes.count) } } }
        disk.plan(.none)
        let results = journal.record((2...41).map { TestRecords.buffer([$0]) })
        #expect(answered.withLock { $0 } == [1])
        #expect(disk.calls(.write) == 1)
        #expect(results.count == 40)
        #expect(
            results.first == .recorded(first: Sequence(2), run: TestRecords.run))
        #expect(results.last == .recorded(first: Sequence(41), run: TestRecords.run))
    }

    @Test("who waits for the write only is answered before the sync of the others")
    func writtenFirst() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        let results = journal.record([TestRecords.buffer([1])], wait: .written)
        #expect(results == [.recorded(first: Sequence(1), run: TestRecords.run)])
        #expect(journal.commit.progress.durable.mark == .zero)
        #expect(journal.commit.progress.written.mark.sequence == Sequence(1))
        journal.sync()
        #expect(journal.commit.progress.durable == journal.commit.progress.written)
    }

    @Test("batches begin on 512-byte boundaries and carry how far everything was durable")
    func layout() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1, 2], padding: 500)])
        journal.record([TestRecords.buffer([3])])
        let bytes = try #require(disk.content("0000000000000001.segment"))
        let salt: UInt64 = 0x1122_3344_5566_7788
        let first = try #require(BatchHeader(bytes[512...], salt: salt, offset: 512))
        #expect(first.count == 2 && first.durableThrough == .zero)
        let second = try #require(BatchHeader(bytes[2_048...], salt: salt, offset: 2_048))
        #expect(second.first == Sequence(3) && second.durableThrough == Sequence(2))
    }

    @Test("a failed sync acknowledges nothing, and the disk is not touched again")
    func failedSync() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        disk.plan(
            FaultPlan(failures: [.init(call: 1, number: EIO, span: .once, operation: .sync)]))
        let failed = journal.record([TestRecords.buffer([2]), TestRecords.buffer([3])])
        #expect(failed == [.refused(.failed), .refused(.failed)])
        #expect(journal.commit.progress.durable.mark.sequence == Sequence(1))
        guard case .failed(let error) = journal.commit.state else {
            Issue.record("the journal goes on")
            return
        }
        #expect(error.code == .inputOutput)
        let (writes, syncs) = (disk.calls(.write), disk.calls(.sync))
        #expect(journal.record([TestRecords.buffer([4])]) == [.refused(.failed)])
        journal.close()
        #expect(disk.calls(.write) == writes && disk.calls(.sync) == syncs)
    }

    @Test("a sync that a signal interrupted counts as failed")
    func interruptedSync() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        disk.plan(
            FaultPlan(failures: [.init(call: 1, number: EINTR, span: .once, operation: .sync)]))
        #expect(journal.record([TestRecords.buffer([2])]) == [.refused(.failed)])
    }

    @Test("a short write is followed by nothing in its segment; the batch stands in the next one")
    func shortWrite() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        let before = try #require(disk.content("0000000000000001.segment"))
        disk.plan(
            FaultPlan(failures: [.init(call: 1, number: ENOSPC, span: .once, operation: .write)]))
        let result = journal.record([TestRecords.buffer([2])])
        #expect(result == [.recorded(first: Sequence(2), run: TestRecords.run)])
        let after = try #require(disk.content("0000000000000001.segment"))
        #expect(after == Array(before.prefix(after.count)))
        #expect(disk.fileNames.contains("0000000000000002.segment"))
        journal.close()
        #expect(try TestRecords.scan(disk).map(TestRecords.id) == [1, 2])
    }

    @Test("below the marks traffic, then webhooks and commands are refused, and a gap counts both")
    func spaceMarks() throws {
        let disk = SimulatedDisk(seed: 1)
        var options = TestRecords.options()
        options.trafficSpaceMark = 200_000
        options.inboundSpaceMark = 100_000
        var journal = try TestJournal(disk, options: options)
        func click(_ id: UInt64) -> RecordBuffer { TestRecords.buffer([id], kind: .linkClick) }
        func view(_ id: UInt64) -> RecordBuffer { TestRecords.buffer([id], kind: .beaconTouch) }
        let isRecorded = { (outcome: SubmissionOutcome?) in
            if case .recorded = outcome { true } else { false }
        }
        // The file system is asked again after some commits at the latest.
        func settle(_ capacity: Int) {
            disk.plan(FaultPlan(capacity: capacity))
            for _ in 0..<64 { journal.record([]) }
        }
        #expect(isRecorded(journal.record([click(1)], class: .traffic).first))
        settle(150_000)
        #expect(journal.commit.state == .trafficRefused)
        let refused = journal.record([click(2), view(3), view(4)], class: .traffic)
        #expect(refused == Array(repeating: .refused(.spaceLow), count: 3))
        #expect(isRecorded(journal.record([TestRecords.buffer([5])]).first))
        settle(50_000)
        #expect(journal.commit.state == .inboundRefused)
        #expect(journal.record([TestRecords.buffer([6])]) == [.refused(.spaceLow)])
        #expect(isRecorded(journal.record([TestRecords.buffer([7])], class: .decision).first))
        settle(.max)
        #expect(journal.commit.state == .writing)
        #expect(isRecorded(journal.record([click(8)], class: .traffic).first))
        journal.close()
        let records = try TestRecords.scan(disk)
        #expect(records.compactMap(TestRecords.id) == [1, 5, 7, 8])
        let gaps = try records.filter { $0.kind == FactKind.gap.rawValue }.map {
            try Gap(version: $0.version, publicBody: $0.publicBody, personalBody: nil)
        }
        let time = TestRecords.time
        #expect(
            gaps == [Gap(reason: .spaceLow, clicks: 1, views: 2, from: time, to: time)])
        #expect(journal.commit.statistics.refusedTraffic == 3)
        #expect(journal.commit.statistics.refusedInbound == 1)
    }

    @Test("a disk without room for a segment refuses and recovers by itself")
    func fullDisk() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        disk.plan(FaultPlan(capacity: 100))
        for _ in 0..<3 {
            let click = TestRecords.buffer([1], kind: .linkClick)
            #expect(journal.record([click], class: .traffic) == [.refused(.spaceLow)])
        }
        #expect(disk.fileNames.isEmpty)
        disk.plan(.none)
        journal.record([TestRecords.buffer([2])])
        journal.close()
        let records = try TestRecords.scan(disk)
        #expect(records.map(\.sequence.value) == [1, 2])
        #expect(records.map(TestRecords.id) == [2, nil])
        // A gap that could not be recorded itself is not forgotten.
        let gap = try Gap(
            version: 1, publicBody: #require(records.last).publicBody, personalBody: nil)
        #expect(gap.clicks == 3)
    }

    @Test("a batch larger than a segment gets a segment of its size")
    func largeBatch() throws {
        let disk = SimulatedDisk(seed: 1)
        var journal = try TestJournal(disk)
        journal.record([TestRecords.buffer([1])])
        journal.record([TestRecords.buffer(2...90, padding: 1_000)])
        journal.record([TestRecords.buffer([91])])
        journal.close()
        #expect(try TestRecords.scan(disk).compactMap(TestRecords.id) == Array(1...91))
    }
}
