import MeritCore
import MeritJournal
import MeritStore

extension Worker {
    /// Applies what is durable and was not applied yet, in one transaction, as far as the limits
    /// go. False where there is nothing.
    func apply() throws(WorkerError) -> Bool {
        let batches = try nextBatches()
        guard !batches.isEmpty else { return false }
        let began = uptime()
        do throws(StoreError) {
            let applied = try store.apply(batches)
            let took = uptime() - began
            if took > .zero { pace.note(records: applied.records, took: took) }
        } catch {
            // The reader stands behind batches that were not applied: read them again.
            reader = nil
            throw .store(error)
        }
        try pass(.rowsCommitted)
        try noteReadBack()
        return true
    }

    private func nextBatches() throws(WorkerError) -> [JournalBatch] {
        let durable = journal.durable.sequence.value
        let applied = store.cursor.mark.sequence.value
        let recordsMax = pace.limit(waiting: durable > applied ? durable - applied : 0)
        let batchesMax = limits.batchesApplied * max(1, recordsMax / max(1, limits.recordsApplied))
        do throws(JournalError) {
            if reader == nil { reader = try journal.reader(from: store.cursor) }
            var batches: [JournalBatch] = []
            var records = 0
            while batches.count < batchesMax, records < recordsMax, let batch = try reader?.next() {
                records += batch.records.count
                batches.append(batch)
            }
            return batches
        } catch {
            throw .journal(error)
        }
    }

    private func noteReadBack() throws(WorkerError) {
        guard let met = appended, met.sequences.upperBound <= store.cursor.mark.sequence else {
            return
        }
        appended = nil
        try checkTaken(met.sequences)
        switch met {
        case .decisions: try pass(.decisionReadBack)
        case .posting: try pass(.postingReadBack)
        case .seal: try pass(.sealReadBack)
        }
    }

    /// What this worker appended and the store did not take would be appended again, and again,
    /// until the disk is full: a defect of this program that has to stop it.
    private func checkTaken(_ sequences: ClosedRange<Sequence>) throws(WorkerError) {
        let before = Sequence(sequences.lowerBound.value - 1)
        let refused = try read { () throws(StoreError) in
            try store.badRecords(after: before, limit: 1, .all).first
        }
        guard let refused, sequences.contains(refused.sequence) else { return }
        throw .notTaken(refused.sequence, code: refused.code)
    }
}

extension Worker.Appended {
    var sequences: ClosedRange<Sequence> {
        switch self {
        case .decisions(let sequences): sequences
        case .posting(let sequence), .seal(let sequence): sequence...sequence
        }
    }
}
