import Glibc
import MeritCore
import SeededRandom
import Synchronization

@testable import MeritJournal

/// Several lives of a journal on a failing disk, and what must hold after each of them:
/// acknowledged ⊆ recovered ⊆ appended, what a reader saw stays, a life's records survive as a
/// prefix, a submission survives whole or not at all, what recovery found stays, and no torn tail
/// keeps the next life from starting. One thread, everything random from one seed.
struct Simulation {
    private struct Submitted {
        let ids: Range<UInt64>
        let life: Int
    }

    /// What happened, to show that a run tried something.
    struct Tally {
        var acknowledged = 0
        var refused = 0
        var powerCuts = 0
        var tornTails = 0
        var failedStarts = 0
        var stoppedWriters = 0
        var records = 0
    }

    private let seed: UInt64
    private let faults: PlantedFaults
    private let disk: SimulatedDisk
    private var random: SplitMix
    private var submissions: [Submitted] = []
    /// Answered as durable, or found by a start that succeeded: has to be there for ever.
    private var acknowledged: [Sequence: UInt64] = [:]
    /// Answered as written: has to be there unless the power fails.
    private var written: [Sequence: UInt64] = [:]
    private var spaceRefused: Set<UInt64> = []
    private var delivered: [Sequence: UInt64] = [:]
    private var cursor = JournalPosition.start
    private var nextID: UInt64 = 1
    private(set) var violations: [String] = []
    private(set) var tally = Tally()

    init(seed: UInt64, faults: PlantedFaults = []) {
        self.seed = seed
        self.faults = faults
        random = SplitMix(seed: seed)
        disk = SimulatedDisk(seed: seed ^ 0x5eed)
    }

    /// Lives under faults, and a last one without, which has to start.
    mutating func run(lives: Int) {
        for life in 0..<lives {
            live(life, under: randomPlan())
            guard violations.isEmpty else { return }
        }
        live(lives, under: .none)
        live(lives + 1, under: .none)
    }

    private mutating func live(_ life: Int, under plan: FaultPlan) {
        disk.plan(plan)
        let options = TestRecords.options(faults: faults)
        do {
            let recovered = try JournalRecovery(disk: disk, options: options).run()
            tally.tornTails += recovered.report.cut.count
            checkFiles()
            guard violations.isEmpty else { return }
            write(life, recovered, options)
        } catch {
            tally.failedStarts += 1
            let isExcused = plan.crashAt != nil || !plan.failures.isEmpty || error.code == .full
            if error.code == .damaged || !isExcused { note("does not start: \(error)") }
        }
        end()
    }

    private mutating func write(
        _ life: Int, _ recovered: RecoveredJournal, _ options: JournalOptions
    ) {
        let run = RunID(high: random.next(), low: random.next())
        let salts = Mutex(SplitMix(seed: random.next()))
        let preparation = SegmentPreparation(disk: disk, perform: { $0() })
        let supply = random.happens(50) ? preparation.supply : .none
        let writer = JournalWriter(
            recovered, options: options, disk: disk, run: run, supply: supply,
            randomness: { salts.withLock { $0.next() } })
        var commit = GroupCommit(
            writer, options: options, disk: disk, run: run, recovered: recovered.report.cut,
            now: { TestRecords.time })
        commit.commit([], unrecorded: [], published: { _ in })
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            submit(life, to: &commit)
            read(commit.progress)
            if random.happens(20) { commit.sync { _ in } }
            if random.happens(5) { commit.endSegment() }
        }
        if commit.writer.failure != nil { tally.stoppedWriters += 1 }
        if random.happens(30) { commit.endSegment() }
        read(commit.progress)
    }

    private mutating func submit(_ life: Int, to commit: inout GroupCommit) {
        let outcomes = Outcomes()
        var group: [Submission] = []
        let firstKey = submissions.count
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            let count = UInt64.random(in: 1...4, using: &random)
            var buffer = RecordBuffer()
            for id in nextID..<nextID + count {
                TestRecords.append(
                    id, to: &buffer, padding: Int.random(in: 0...400, using: &random),
                    personal: random.happens(50) ? Array("personal".utf8) : nil)
            }
            group.append(
                Submission(
                    buffer: buffer, wait: random.happens(60) ? .durable : .written,
                    class: .inbound, completion: outcomes.completion(submissions.count)))
            submissions.append(Submitted(ids: nextID..<nextID + count, life: life))
            nextID += count
        }
        commit.commit(group, unrecorded: [], published: { _ in })
        settle(outcomes, group, firstKey)
    }

    private mutating func settle(_ outcomes: Outcomes, _ group: [Submission], _ firstKey: Int) {
        for (offset, submission) in group.enumerated() {
            let key = firstKey + offset
            let answers = outcomes[key]
            guard answers.count == 1, let answer = answers.first else {
                note("submission \(key) was answered \(answers.count) times")
                continue
            }
            switch answer {
            case .refused(let refusal):
                tally.refused += 1
                if refusal == .spaceLow { spaceRefused.formUnion(submissions[key].ids) }
            case .recorded(let first, _):
                tally.acknowledged += 1
                for (index, id) in submissions[key].ids.enumerated() {
                    let sequence = first.advanced(by: UInt64(index))
                    written[sequence] = id
                    if submission.wait == .durable { acknowledged[sequence] = id }
                }
            }
        }
    }

    /// The worker: reads as far as it may, and remembers where it is.
    private mutating func read(_ progress: JournalProgress) {
        let segments = progress.segments.map(\.first)
        var reading = SegmentCursor(disk: disk, from: cursor, node: .first, faults: faults)
        do {
            try reading.check(segments)
            while case .batch(let batch) = try reading.next(
                segments, limit: progress.readable(faults))
            {
                for record in batch.records {
                    if let id = TestRecords.id(of: record) { delivered[record.sequence] = id }
                }
                cursor = batch.end
            }
        } catch {
            if error.code != .inputOutput { note("the reader stopped: \(error)") }
        }
    }

    private mutating func end() {
        let isDown = disk.state.withLock { $0.isDown }
        if isDown || random.happens(50) {
            tally.powerCuts += 1
            disk.cutPower()
            written.removeAll()
        } else {
            disk.kill()
        }
    }

    /// Reads everything there is, on a copy of the disk that does not fail.
    private mutating func checkFiles() {
        let copy = SimulatedDisk(seed: seed, files: disk.files)
        var found: [Sequence: UInt64] = [:]
        do {
            let records = try TestRecords.scan(copy, faults: faults)
            tally.records = records.count
            for (index, record) in records.enumerated() {
                if record.sequence.value != UInt64(index + 1) {
                    note("sequence \(record.sequence.value) stands at place \(index + 1)")
                }
                if let id = TestRecords.id(of: record) { found[record.sequence] = id }
            }
        } catch {
            return note("can't be read after recovery: \(error)")
        }
        for (sequence, id) in acknowledged where found[sequence] != id {
            note("acknowledged \(id) is not at \(sequence.value)")
        }
        for (sequence, id) in written where found[sequence] != id {
            note("written \(id) is not at \(sequence.value)")
        }
        for (sequence, id) in delivered where found[sequence] != id {
            note("delivered \(id) is not at \(sequence.value)")
        }
        checkPrefixes(found)
        acknowledged.merge(found) { _, new in new }
    }

    private mutating func checkPrefixes(_ found: [Sequence: UInt64]) {
        let ids = found.sorted { $0.key < $1.key }.map(\.value)
        if ids != ids.sorted() || Set(ids).count != ids.count { note("records are out of order") }
        if let last = ids.last, last >= nextID { note("record \(last) was never appended") }
        let recovered = Set(ids)
        var lastOfLife: [Int: UInt64] = [:]
        for submission in submissions {
            let whole = submission.ids.allSatisfy(recovered.contains)
            if !whole, submission.ids.contains(where: recovered.contains) {
                note("submission \(submission.ids) was recovered in part")
            }
            if whole { lastOfLife[submission.life] = submission.ids.upperBound }
        }
        for submission in submissions {
            guard let last = lastOfLife[submission.life], submission.ids.upperBound < last,
                !spaceRefused.contains(submission.ids.lowerBound),
                !recovered.contains(submission.ids.lowerBound)
            else { continue }
            note("submission \(submission.ids) is missing before \(last)")
        }
    }

    private mutating func randomPlan() -> FaultPlan {
        var plan = FaultPlan()
        if random.happens(60) { plan.crashAt = Int.random(in: 1...250, using: &random) }
        if random.happens(40) {
            plan.failures.append(
                FaultPlan.Failure(
                    call: Int.random(in: 1...60, using: &random), number: EIO,
                    span: random.happens(70) ? .once : .forever,
                    operation: [.sync, .write, .read, .rename, .syncDirectory, nil].randomElement(
                        using: &random) ?? nil))
        }
        if random.happens(25) {
            let used = disk.state.withLock { $0.usedBytes }
            plan.capacity = used + Int.random(in: 0...40_000, using: &random)
        }
        if random.happens(50) { plan.interruptionPercent = 10 }
        if random.happens(40) { plan.shortWritePercent = 10 }
        return plan
    }

    private mutating func note(_ violation: String) {
        violations.append("seed \(seed): \(violation)")
    }
}
