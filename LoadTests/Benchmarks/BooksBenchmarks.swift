import Glibc
import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritPolicyFile
import MeritReports
import MeritSimulation
import MeritStore
import MeritWorker

/// A data directory's journal and store, opened as the one process that owns them.
struct BenchmarkBooks {
    let data: String

    func store() throws -> Store { try Store.open(folder: "\(data)/store", access: .readWrite) }

    /// Applies, judges and posts everything the journal holds.
    func settle() async throws {
        let journal = try BenchmarkJournal.open("\(data)/journal", .mustExist)
        let store = try store()
        let recorder = FactRecorder(
            journal: journal, now: BenchmarkJournal.now,
            salt: { PersonalSalt(.random(in: 0 ... .max), .random(in: 0 ... .max)) })
        let watch = Stopwatch()
        try await Worker(store: store, journal: journal, recorder: recorder).catchUp()
        let facts = store.cursor.mark.sequence.value
        print("facts=\(facts) seconds=\(watch.seconds)")
        store.close()
        journal.close()
    }

    /// Computes a new store from the journal and compares the ledgers' ends.
    func rebuild(into folder: String) throws {
        let books = try store()
        let disk = try RealDisk(directory: "\(data)/journal")
        let fresh = try Store.create(folder: folder)
        let watch = Stopwatch()
        _ = try Rebuild.fill(fresh, from: disk)
        let seconds = watch.seconds
        let isSame =
            try fresh.ledgerHead() == books.ledgerHead() && fresh.rowDigest() == books.rowDigest()
        print(
            "facts=\(fresh.cursor.mark.sequence.value) seconds=\(seconds) same=\(isSame ? 1 : 0)")
        fresh.close()
        books.close()
    }

    /// The staff report of the last 30 days, `count` times, warm: the 95th percentile.
    func report(_ count: Int) throws {
        let store = try store()
        let last = store.directory.calendar.day(of: BenchmarkJournal.now())
        let days = DayRange(first: last.advanced(by: -29), last: last)
        _ = try StaffReport.make(from: store, days: days, by: nil)
        var seconds: [Double] = []
        for _ in 0..<count {
            let watch = Stopwatch()
            _ = try StaffReport.make(from: store, days: days, by: nil)
            seconds.append(watch.seconds)
        }
        seconds.sort()
        print("p95=\(seconds[min(count - 1, count * 95 / 100)]) median=\(seconds[count / 2])")
        store.close()
    }

    /// Simulates a policy over every order of the last 90 days.
    func simulate(_ policyFile: String) async throws {
        let store = try store()
        let text = String(decoding: try Bytes.of(policyFile), as: UTF8.self)
        let draft = try PolicyFile.parse(text, file: policyFile)
        let last = store.directory.calendar.day(of: BenchmarkJournal.now())
        let days = DayRange(first: last.advanced(by: -89), last: last)
        let watch = Stopwatch()
        for await event in Simulation(store: store, draft: draft, days: days).events() {
            switch event {
            case .progress: break
            case .failed(let failure): throw failure
            case .finished(let result):
                print(
                    "orders=\(result.orders) moved=\(result.movedCount) seconds=\(watch.seconds) "
                        + "peak_kb=\(Self.peakKiB)")
            }
        }
        store.close()
    }

    /// The most memory this process ever had.
    private static var peakKiB: Int {
        var usage = rusage()
        // Safe: `usage` outlives the call.
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}

/// The bytes of a file.
enum Bytes {
    static func of(_ path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { throw MeritBenchmarks.Usage() }
        // Safe: the file is open until the end of this function.
        defer { unsafe _ = fclose(file) }
        var bytes: [UInt8] = []
        while true {
            let byte = unsafe fgetc(file)
            if byte == EOF { return bytes }
            bytes.append(UInt8(truncatingIfNeeded: byte))
        }
    }
}
