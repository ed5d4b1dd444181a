import MeritCore
import MeritJournal
import Synchronization
import Testing

@testable import MeritStore

struct WaitingTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder: folder.store, access: .readWrite)
    }

    /// Returns when `count` tasks wait.
    private func until(waiting count: Int) async {
        while store.progress.withLock({ $0.waiting }) < count { await Task.yield() }
    }

    @Test func `whoever waits is woken by the commit that applied the fact`() async throws {
        let tape = Shop.opening()
        let last = tape.last
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await store.waitUntilApplied(last) } }
            await until(waiting: 20)
            let batches = tape.batches([2])
            _ = try store.apply(batches[0])
            #expect(store.progress.withLock { $0.waiting } == 20)
            _ = try store.apply(batches[1])
            try await group.waitForAll()
        }
        #expect(store.cursor.mark.sequence == last)
        // What is applied already is not waited for.
        try await store.waitUntilApplied(Sequence(1))
    }

    @Test func `a cancelled task stops waiting, before and after it began`() async throws {
        let task = Task { try await store.waitUntilApplied(Sequence(1_000)) }
        await until(waiting: 1)
        task.cancel()
        await #expect(throws: StoreError.stopped) { try await task.value }
        #expect(store.progress.withLock { $0.waiting } == 0)
        let late = Task {
            // Safe: the task is the one that runs here.
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await store.waitUntilApplied(Sequence(1_000))
        }
        await #expect(throws: StoreError.stopped) { try await late.value }
    }

    @Test func `when the worker stops, those who wait get its reason, and so do later ones`()
        async throws
    {
        let reason = StoreError.newerFact(kind: 99, version: 1, sequence: Sequence(5))
        let task = Task { try await store.waitUntilApplied(Sequence(1_000)) }
        await until(waiting: 1)
        store.stopWaiting(reason)
        await #expect(throws: reason) { try await task.value }
        await #expect(throws: reason) { try await store.waitUntilApplied(Sequence(1_001)) }
        // What was applied before is applied.
        _ = try store.apply(Shop.opening().batch)
        try await store.waitUntilApplied(Sequence(1))
    }
}
