import MeritCore
import MeritCrypto
import MeritJournal

/// The parts of the load tests that are Merit's own code, run by `LoadTests/run.sh`.
///
/// `merit-benchmarks journal DIRECTORY FACTS` appends facts of 200 bytes, each durable, to a new
/// journal. `merit-benchmarks clicks JOURNAL STAFF LINKS COUNT` appends clicks to the journal of a
/// data directory where nothing runs. `merit-benchmarks apply JOURNAL STORE` computes a store from
/// it. Each prints one line of `name=value` pairs.
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
