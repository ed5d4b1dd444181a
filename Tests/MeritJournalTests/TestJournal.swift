import MeritCore

@testable import MeritJournal

/// One life of a journal on a disk, driven step by step without threads.
struct TestJournal {
    let recovered: RecoveredJournal
    private(set) var commit: GroupCommit
    let outcomes = Outcomes()
    private var submitted = 0

    init(
        _ disk: SimulatedDisk, options: JournalOptions = TestRecords.options(),
        run: RunID = TestRecords.run, salt: UInt64 = 0x1122_3344_5566_7788
    ) throws(JournalError) {
        recovered = try JournalRecovery(disk: disk, options: options).run()
        let writer = JournalWriter(
            recovered, options: options, disk: disk, run: run, supply: .none,
            randomness: { salt })
        commit = GroupCommit(
            writer, options: options, disk: disk, run: run, recovered: recovered.report.cut,
            now: { TestRecords.time })
        commit.commit([], unrecorded: [], published: { _ in })
    }

    /// Records the buffers as one group and returns what became of each.
    @discardableResult
    mutating func record(
        _ buffers: [RecordBuffer], wait: SubmissionWait = .durable,
        class: SubmissionClass = .inbound
    ) -> [SubmissionOutcome] {
        let keys = submitted..<submitted + buffers.count
        submitted += buffers.count
        let group = zip(keys, buffers).map { key, buffer in
            Submission(
                buffer: buffer, wait: wait, class: `class`, completion: outcomes.completion(key))
        }
        commit.commit(group, unrecorded: [], published: { _ in })
        return keys.compactMap { outcomes[$0].first }
    }

    /// Ends as `Journal.close` does.
    mutating func close() {
        commit.sync { _ in }
        commit.endSegment()
    }

    mutating func sync() { commit.sync { _ in } }
    mutating func endSegment() { commit.endSegment() }
}
