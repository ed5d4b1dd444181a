import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritStore

extension Worker {
    /// Computes the entries of all orders due, numbers and chains them, and appends one posting.
    func post() async throws(WorkerError) -> Bool {
        var faults: [String] = []
        let posting = try read { () throws(StoreError) -> Posting? in
            let due = try store.ordersDue(limit: limits.ordersPosted)
            guard !due.isEmpty else { return nil }
            let directory = store.directory
            var draft = PostingDraft(
                head: try store.ledgerHead(), entriesMax: limits.entriesPosted)
            for order in due where !draft.isFull {
                guard let material = try store.postingCase(for: order) else { continue }
                let drafts = entriesDue(
                    material, calendar: directory.calendar, closedThrough: directory.closedThrough)
                faults += material.conservationFaults(after: drafts).map { fault in
                    "order \(order), decision \(material.decisionRecord.value): \(fault)"
                }
                draft.take(drafts, of: order)
            }
            return draft.posting(asOf: store.cursor.mark.sequence)
        }
        guard let posting else { return false }
        guard faults.isEmpty else { throw .notConserved(faults) }
        appended = .posting(try await append([posting]))
        try pass(.postingAppended)
        return true
    }

    /// Writes the files of a month that was closed, and appends the fact that seals them.
    func seal() async throws(WorkerError) -> Bool {
        guard let sealing else { return false }
        let seal = try read { () throws(StoreError) -> PeriodSealed? in
            guard let closing = try store.pendingSeal() else { return nil }
            return try sealing.seal(closing.period, closing: closing.recorded, of: store)
        }
        guard let seal else { return false }
        appended = .seal(try await append([seal]))
        try pass(.sealAppended)
        return true
    }
}
