import MeritCore
import MeritJournal
import MeritStore
import MeritWorker

/// Fills the journal of a data directory with clicks of its staff on its links.
struct ClickWriter {
    let directory: String
    let staff: Int
    let links: Int

    private static let factsPerBatch = 4_096

    func write(_ count: Int) async throws {
        let journal = try BenchmarkJournal.open(directory, .mustExist)
        var clicks = Clicks(
            seed: 1, staff: staff, links: links, expected: count, from: BenchmarkJournal.now())
        var left = count
        while left > 0 {
            var buffer = journal.emptyBuffer()
            for _ in 0..<min(left, Self.factsPerBatch) { clicks.append(to: &buffer) }
            left -= buffer.count
            _ = try await journal.append(buffer, class: .traffic)
        }
        journal.close()
        print("clicks=\(count)")
    }
}

/// Computes a store from a journal, as `merit rebuild` does.
struct ApplyBenchmark {
    let journal: String
    /// A folder for the new store.
    let store: String

    func run() throws {
        let disk = try RealDisk(directory: journal)
        let store = try Store.create(folder: store)
        let watch = Stopwatch()
        _ = try Rebuild.fill(store, from: disk)
        let seconds = watch.seconds
        let touches = try store.counts().touches
        try store.makeCurrent()
        store.close()
        print("touches=\(touches) seconds=\(seconds)")
    }
}
