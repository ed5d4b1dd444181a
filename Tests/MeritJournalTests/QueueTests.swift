import Dispatch
import MeritCore
import Synchronization
import Testing

@testable import MeritJournal

/// What waits for the writer is bounded.
struct QueueTests {
    @Test("beyond its limit the queue refuses, and a gap fact tells how many clicks")
    func queueFull() async throws {
        let disk = SimulatedDisk(seed: 1)
        var options = TestRecords.options()
        options.queuedSubmissionsMax = 10
        let journal = try Journal.open(
            options, disk: disk, run: TestRecords.run, now: { TestRecords.time },
            randomness: { 7 })
        let gate = Gate()
        disk.beforeSync.withLock { $0 = { gate.pass() } }
        let outcomes = Outcomes()
        journal.submit(
            TestRecords.buffer([0]), wait: .durable, class: .traffic,
            completion: outcomes.completion(0))
        gate.waitUntilSomebodyWaits()
        for key in 1...15 {
            journal.submit(
                TestRecords.buffer([UInt64(key)], kind: .linkClick), wait: .durable,
                class: .traffic, completion: outcomes.completion(key))
        }
        #expect((1...15).map { outcomes[$0] }.count { $0 == [.refused(.queueFull)] } == 5)
        #expect(outcomes[0].isEmpty)
        gate.open()
        await journal.waitUntilDurable(after: Sequence(10))
        journal.close()
        #expect((0...10).allSatisfy { outcomes[$0].count == 1 })
        let gaps = try TestRecords.scan(disk).filter { $0.kind == FactKind.gap.rawValue }
        let gap = try Gap(
            version: 1, publicBody: #require(gaps.first).publicBody, personalBody: nil)
        #expect(gap.reason == .queueFull && gap.clicks == 5 && gaps.count == 1)
    }

    @Test("a writer that failed refuses everything and lets waiting readers go")
    func failure() async throws {
        let disk = SimulatedDisk(seed: 1)
        let journal = try Journal.open(
            TestRecords.options(), disk: disk, run: TestRecords.run, now: { TestRecords.time },
            randomness: { 7 })
        _ = try await journal.append(TestRecords.buffer([1]), class: .inbound)
        disk.plan(
            FaultPlan(failures: [.init(call: 1, number: 5, span: .once, operation: .sync)]))
        let waiting = Task { await journal.waitUntilDurable(after: Sequence(1)) }
        await #expect(throws: JournalRefusal.failed) {
            try await journal.append(TestRecords.buffer([2]), class: .inbound)
        }
        await waiting.value
        await #expect(throws: JournalRefusal.failed) {
            try await journal.append(TestRecords.buffer([3]), class: .inbound)
        }
        guard case .failed = journal.state else {
            Issue.record("the journal does not say that it failed")
            return
        }
        journal.close()
    }
}

/// Holds a thread back until it is opened.
private final class Gate: Sendable {
    private let arrived = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)
    private let isOpen = Mutex(false)

    func pass() {
        arrived.signal()
        guard !isOpen.withLock({ $0 }) else { return }
        opened.wait()
    }

    func waitUntilSomebodyWaits() { arrived.wait() }

    func open() {
        isOpen.withLock { $0 = true }
        opened.signal()
    }
}
