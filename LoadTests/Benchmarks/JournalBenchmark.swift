import MeritCore
import MeritJournal

/// Appends facts whose records have 200 bytes, as many event loops do: each hands over what one
/// tick brought and goes on when it is durable.
struct JournalBenchmark {
    let directory: String
    let facts: Int

    static let recordBytes = 200
    static let loops = 16
    static let factsPerTick = 256

    func run() async throws {
        let journal = try BenchmarkJournal.open(directory, .createIfMissing)
        let agentBytes = Self.agentBytes()
        let ticks = facts / Self.factsPerTick / Self.loops
        let watch = Stopwatch()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for loop in 0..<Self.loops {
                tasks.addTask {
                    try await Self.loop(journal, ticks: ticks, seed: loop, agentBytes)
                }
            }
            try await tasks.waitForAll()
        }
        let seconds = watch.seconds
        let written = ticks * Self.loops * Self.factsPerTick
        journal.close()
        print(
            "facts=\(written) bytes=\(written * Self.recordBytes) seconds=\(seconds) "
                + "batches=\(try Self.batches(directory))")
    }

    private static func loop(
        _ journal: Journal, ticks: Int, seed: Int, _ agentBytes: Int
    ) async throws {
        var clicks = Clicks(
            seed: UInt64(seed), staff: 100, links: 10, expected: ticks * factsPerTick,
            from: BenchmarkJournal.now())
        for _ in 0..<ticks {
            var buffer = journal.emptyBuffer()
            for _ in 0..<factsPerTick { clicks.append(to: &buffer, agentBytes: agentBytes) }
            _ = try await journal.append(buffer, class: .traffic)
        }
    }

    /// How long the user agent is where a click's record has exactly 200 bytes.
    private static func agentBytes() -> Int {
        (0..<recordBytes).first { bytes in
            var clicks = Clicks(seed: 0, staff: 1, links: 1, expected: 1, from: .zero)
            var buffer = RecordBuffer()
            clicks.append(to: &buffer, agentBytes: bytes)
            return buffer.byteCount >= recordBytes
        } ?? 0
    }

    /// Batches in the whole journal: a sync each.
    private static func batches(_ directory: String) throws -> Int {
        var scanner = try JournalScanner(disk: RealDisk(directory: directory))
        var count = 0
        while try scanner.next() != nil { count += 1 }
        return count
    }
}

extension Timestamp {
    fileprivate static let zero = Timestamp(milliseconds: 0)
}
