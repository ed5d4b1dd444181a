import MeritAttribution
package import MeritCore
package import MeritJournal
import MeritLedger
package import MeritStore

/// Checks everything that can be checked without trusting the store: the journal's bytes and chain,
/// the store's place on it, the ledger's chain, conservation, that every decision and posting
/// counted, and that the store is what the journal makes of an empty one.
package struct VerificationReport: Sendable {
    /// What was found wrong; empty: everything agrees.
    package var differences: [Difference] = []
    package var facts: UInt64 = 0
    package var entries: UInt64 = 0
    package var orders: UInt64 = 0
    package var head: Head?

    package struct Difference: Hashable, Sendable {
        package let code: String
        package let message: String
        package init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

    package init() {}
}

/// Where the books stood: enough to prove later that nothing before it was changed.
package struct Head: Hashable, Sendable {
    package let sequence: Sequence
    package let chain: Digest
    package let entry: UInt64
    package let entryHash: Digest

    package init(sequence: Sequence, chain: Digest, entry: UInt64, entryHash: Digest) {
        self.sequence = sequence
        self.chain = chain
        self.entry = entry
        self.entryHash = entryHash
    }
}

package struct Verification {
    private let store: Store
    private let disk: any Disk
    private let oldHead: Head?
    private var report = VerificationReport()

    /// `oldHead`: one kept elsewhere, to be found on both chains.
    package init(store: Store, disk: any Disk, oldHead: Head? = nil) {
        self.store = store
        self.disk = disk
        self.oldHead = oldHead
    }

    /// Runs every check. `scratch` is an empty store that is filled for comparison; nothing may be
    /// applied to the live store meanwhile.
    package mutating func run(
        scratch: Store, progress: (Rebuild.Progress) -> Void = { _ in }
    ) throws(Rebuild.Failure) -> VerificationReport {
        try checkJournal()
        do throws(StoreError) {
            try checkLedger()
            try checkConservation()
            try checkOwnFacts()
        } catch {
            throw .store(error)
        }
        try checkProjection(scratch, progress)
        return report
    }

    private mutating func differ(_ code: String, _ message: String) {
        report.differences.append(.init(code: code, message: message))
    }

    /// Reads every byte of the journal; the scanner verifies checksums, chain and contiguity.
    private mutating func checkJournal() throws(Rebuild.Failure) {
        let cursor = store.cursor.mark
        var met = cursor.sequence == .zero
        var metOld = false
        do throws(JournalError) {
            var scanner = try JournalScanner(disk: disk)
            while let batch = try scanner.next() {
                report.facts += UInt64(batch.records.count)
                let mark = batch.end.mark
                if mark.sequence == cursor.sequence { met = mark.chain == cursor.chain }
                if let oldHead, mark.sequence == oldHead.sequence {
                    metOld = mark.chain == oldHead.chain
                }
            }
        } catch {
            differ(error.code.rawValue, "\(error.file ?? "journal"): \(error.detail)")
            return
        }
        if !met {
            differ(
                "cursor_off_chain",
                "the store's position \(cursor.sequence.value) is not on the journal's chain")
        }
        if let oldHead, !metOld {
            differ(
                "head_off_chain",
                "the old head at \(oldHead.sequence.value) is not on the journal's chain")
        }
    }

    private mutating func checkLedger() throws(StoreError) {
        var head = LedgerHead.empty
        while true {
            let entries = try store.entries(period: nil, after: head.number, limit: 5_000)
            guard !entries.isEmpty else { break }
            for entry in entries {
                if let fault = head.advance(over: entry) {
                    differ("ledger_chain_broken", "entry \(entry.number): \(fault)")
                    return
                }
                if let oldHead, entry.number == oldHead.entry, entry.hash != oldHead.entryHash {
                    differ("head_off_ledger", "entry \(entry.number) is not the old head's")
                }
            }
        }
        report.entries = head.number
        if let oldHead, oldHead.entry > head.number {
            differ("head_off_ledger", "the ledger ends before the old head's \(oldHead.entry)")
        }
        report.head = Head(
            sequence: store.cursor.mark.sequence, chain: store.cursor.mark.chain,
            entry: head.number, entryHash: head.hash)
    }

    /// For each booked order and line, the entries sum to the net base.
    private mutating func checkConservation() throws(StoreError) {
        var last: OrderKey?
        while true {
            let orders = try store.orders(after: last, limit: 500)
            guard !orders.isEmpty else { return }
            for order in orders {
                report.orders += 1
                for fault in try store.conservationFaults(of: order) {
                    differ("not_conserved", "order \(order): \(fault)")
                }
            }
            last = orders.last
        }
    }

    /// What the worker appended is applied, or the worker was wrong: it never decides or posts
    /// what stands already.
    private mutating func checkOwnFacts() throws(StoreError) {
        var last = Sequence.zero
        while true {
            let page = try store.badRecords(after: last, limit: 500, .all)
            guard let end = page.last else { return }
            for bad in page where bad.isOfTheWorker {
                differ(
                    "own_fact_refused",
                    "fact \(bad.sequence.value), which the worker appended, could not be applied: "
                        + bad.code)
            }
            last = end.sequence
        }
    }

    private mutating func checkProjection(
        _ scratch: Store, _ progress: (Rebuild.Progress) -> Void
    ) throws(Rebuild.Failure) {
        guard report.differences.isEmpty else { return }
        let mark = try Rebuild.fill(
            scratch, from: disk, through: store.cursor.mark.sequence, progress: progress)
        do throws(StoreError) {
            guard mark == store.cursor.mark else {
                differ(
                    "projection_differs",
                    "the journal replays to \(mark.sequence.value), the store stands at "
                        + "\(store.cursor.mark.sequence.value)")
                return
            }
            let (replayed, kept) = (try scratch.rowDigest(), try store.rowDigest())
            if replayed != kept {
                differ(
                    "projection_differs",
                    "the store's rows are not what the journal makes; run `merit rebuild`")
            }
        } catch {
            throw .store(error)
        }
    }
}
