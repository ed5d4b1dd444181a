package import MeritCore
package import MeritJournal
package import MeritStore

/// Computes a store anew from the journal alone.
///
/// Every recorded decision and posting is taken as it stands, so the ledger comes back byte for
/// byte; what is still pending after the last record is judged when a worker runs next.
package struct Rebuild {
    /// How far a long work is.
    package struct Progress: Sendable {
        package let facts: UInt64
        package let through: Sequence
    }

    package enum Failure: Error, Sendable {
        case store(StoreError)
        case journal(JournalError)

        package var explanation: String {
            switch self {
            case .store(let error): "\(error) \(error.hint)"
            case .journal(let error): "\(error.detail) \(error.hint)"
            }
        }
    }

    /// Fills `store`, which is empty, with everything the journal holds, or with what it holds up
    /// to `end`. Returns the last position applied.
    package static func fill(
        _ store: Store, from disk: any Disk, through end: Sequence? = nil,
        progress: (Progress) -> Void = { _ in }
    ) throws(Failure) -> JournalMark {
        var scanner = try scanner(of: disk)
        var facts: UInt64 = 0
        var waiting: [JournalBatch] = []
        var records = 0
        func flush() throws(Failure) {
            guard !waiting.isEmpty else { return }
            do throws(StoreError) {
                let applied = try store.apply(waiting)
                facts += UInt64(applied.records)
            } catch {
                throw .store(error)
            }
            waiting = []
            records = 0
            progress(Progress(facts: facts, through: store.cursor.mark.sequence))
        }
        while let batch = try next(&scanner) {
            if let end, batch.end.mark.sequence > end { break }
            records += batch.records.count
            waiting.append(batch)
            if records >= recordsPerTransaction { try flush() }
        }
        try flush()
        return store.cursor.mark
    }

    private static let recordsPerTransaction = 40_000

    static func scanner(of disk: any Disk) throws(Failure) -> JournalScanner {
        do throws(JournalError) {
            return try JournalScanner(disk: disk)
        } catch {
            throw .journal(error)
        }
    }

    /// The next batch; nil at the end.
    static func next(_ scanner: inout JournalScanner) throws(Failure) -> JournalBatch? {
        do throws(JournalError) {
            return try scanner.next()
        } catch {
            throw .journal(error)
        }
    }
}
