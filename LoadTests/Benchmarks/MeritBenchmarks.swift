import MeritCore
import MeritCrypto
import MeritJournal

/// The parts of the load tests that are Merit's own code, run by `LoadTests/run.sh`.
///
/// `merit-benchmarks journal DIRECTORY FACTS` appends facts of 200 bytes, each durable, to a new
/// journal. `merit-benchmarks clicks JOURNAL STAFF LINKS COUNT` appends clicks to the journal of a
/// data directory where nothing runs. `merit-benchmarks apply JOURNAL STORE` computes a store from
/// it. `history JOURNAL STAFF LINKS TOUCHES ORDERS [ROWS]` appends clicks and paid orders, and
/// writes them as CSV into a folder; `settle DATA` applies, judges and posts what a data
/// directory's journal holds; `rebuild DATA STORE`, `report DATA COUNT` and `simulate DATA POLICY`
/// time these over it. Each prints one line of `name=value` pairs.
@main
enum MeritBenchmarks {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch (words.first, words.count) {
        case ("journal", 3):
            try await JournalBenchmark(directory: words[1], facts: count(words[2])).run()
        case ("clicks", 5):
            try await ClickWriter(
                directory: words[1], staff: count(words[2]), links: count(words[3])
            ).write(count(words[4]))
        case ("apply", 3):
            try ApplyBenchmark(journal: words[1], store: words[2]).run()
        case ("history", 6), ("history", 7):
            try await HistoryWriter(
                directory: words[1], rows: words.count == 7 ? words[6] : nil,
                staff: count(words[2]), links: count(words[3]), touches: count(words[4]),
                orders: count(words[5])
            ).write()
        case ("settle", 2): try await BenchmarkBooks(data: words[1]).settle()
        case ("rebuild", 3): try BenchmarkBooks(data: words[1]).rebuild(into: words[2])
        case ("report", 3): try BenchmarkBooks(data: words[1]).report(count(words[2]))
        case ("simulate", 3): try await BenchmarkBooks(data: words[1]).simulate(words[2])
        default:
            throw Usage()
        }
    }

    struct Usage: Error, CustomStringConvertible {
        var description: String { "usage: see MeritBenchmarks.swift" }
    }

    private static func count(_ word: String) throws -> Int {
        guard let count = Int(word), count > 0 else { throw Usage() }
        return count
    }
}

/// Processor time is not measured here: only how long something took.
struct Stopwatch {
    private let begin = ContinuousClock.now

    var seconds: Double {
        let passed = begin.duration(to: .now).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }
}
