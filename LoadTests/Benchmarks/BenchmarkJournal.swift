import Glibc
import MeritCore
import MeritJournal

/// A journal as `merit serve` opens it.
enum BenchmarkJournal {
    static func open(_ directory: String, _ creating: DirectoryCreation) throws -> Journal {
        let word: @Sendable () -> UInt64 = {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        }
        return try Journal.open(
            JournalOptions(node: NodeNumber(unchecked: 0)),
            disk: RealDisk(directory: directory, creating: creating),
            run: RunID(high: word(), low: word()), now: now, randomness: word)
    }

    static let now: @Sendable () -> Timestamp = {
        var time = timespec()
        // Safe: `time` outlives the call.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
