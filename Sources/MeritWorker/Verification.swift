import MeritAttribution
package import MeritCore
package import MeritJournal
import MeritLedger
package import MeritStore

/// Checks everything that can be checked without trusting the store: the journal's bytes and chain,
/// the store's place on it, the ledger's chain, conservation, the seals of closed months and their
/// files, that every decision and posting counted, that the store is what the journal makes of an
/// empty one, and that the sums kept for reports are those of the rows they sum. On demand every
/// decision is judged again.
package struct VerificationReport: Sendable {
    /// What was found wrong; empty: everything agrees.
    package var differences: [Difference] = []
    package var facts: UInt64 = 0
    package var entries: UInt64 = 0
    package var orders: UInt64 = 0
    package var head: Head?
    /// Nil where no decision was judged again.
    package var redecision: Redecision.Report?

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
    private let sealed: SealedFolder?
    private let oldHead: Head?
    private let depth: Depth
    private var report = VerificationReport()

    /// What is checked.
    package enum Depth: Hashable, Sendable {
        /// That books and journal agree.
        case books
        /// And that every decision is what the facts before it make.
        case decisions
    }

    /// How far it is.
    package enum Progress: Sendable {
        case replaying(Rebuild.Progress)
        case redeciding(Redecision.Progress)
    }

    /// `sealed` holds the files of closed months; without it only the seals' facts are read.
    /// `oldHead`: one kept elsewhere, to be found on both chains.
    package init(
        store: Store, disk: any Disk, sealed: SealedFolder? = nil, oldHead: Head? = nil,
        depth: Depth = .books
    ) {
        self.store = store
        self.disk = disk
        self.sealed = sealed
        self.oldHead = oldHead
        self.depth = depth
    }

    /// Runs every check. `scratch` is an empty store that is filled for comparison; nothing may be
    /// applied to the live store meanwhile.
    package mutating func run(
        scratch: Store, progress: (Progress) -> Void = { _ in }
    ) throws(Rebuild.Failure) -> VerificationReport {
        try checkJournal()
        do throws(StoreError) {
            try checkLedger()
            try checkConservation()
            try checkOwnFacts()
            try checkSeals()
        } catch {
            throw .store(error)
        }
        try checkProjection(scratch, progress)
        do throws(StoreError) {
            try checkRollups()
        } catch {
            throw .store(error)
        }
        if depth == .decisions { try checkDecisions(progress) }
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

    /// A sealed month's files and totals are those of its seal, and of the ledger.
    private mutating func checkSeals() throws(StoreError) {
        guard let sealed else { return }
        let awaiting = try store.pendingSeal()?.period
        for fault in try store.faults(of: store.seals(), awaiting: awaiting, in: sealed) {
            differ(fault.code, fault.description)
        }
    }

    /// The same release computes a store anew with the same mistakes: these sums are made another
    /// way.
    private mutating func checkRollups() throws(StoreError) {
        for fault in try store.rollupFaults() { differ("rollup_differs", "\(fault)") }
    }

    private mutating func checkDecisions(
        _ progress: (Progress) -> Void
    ) throws(Rebuild.Failure) {
        var redecision: Redecision
        do throws(StoreError) {
            redecision = try Redecision(store: store, disk: disk)
        } catch {
            throw .store(error)
        }
        let found = try redecision.run { progress(.redeciding($0)) }
        report.redecision = found
        report.differences += found.differences
    }

    private mutating func checkProjection(
        _ scratch: Store, _ progress: (Progress) -> Void
    ) throws(Rebuild.Failure) {
        guard report.differences.isEmpty else { return }
        let mark = try Rebuild.fill(
            scratch, from: disk, through: store.cursor.mark.sequence
        ) { progress(.replaying($0)) }
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
