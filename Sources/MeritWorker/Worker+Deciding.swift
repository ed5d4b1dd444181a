import MeritCore
import MeritJournal
import MeritStore

extension Worker {
    /// Judges what is pending as of everything applied, in (T, shop, order id) order, each order
    /// with the decisions on those before it in sight, and appends the decisions as one batch.
    /// What they change for other orders is found when they are read back.
    func judge() async throws(WorkerError) -> Bool {
        let decisions = try read { () throws(StoreError) in
            let pending = try store.pendingJudgements(limit: limits.ordersJudged)
            var draft = DecisionDraft(evidenceMax: limits.evidenceJudged)
            guard !pending.isEmpty else { return draft.decisions }
            try store.judge(pending, asOf: store.cursor.mark.sequence) { subject, directory in
                guard draft.hasRoom else { return nil }
                let judgement = subject.judgement(in: directory)
                draft.take(judgement)
                return judgement
            }
            return draft.decisions
        }
        guard !decisions.isEmpty else { return false }
        let first = try await append(decisions)
        appended = .decisions(first...first.advanced(by: UInt64(decisions.count - 1)))
        try pass(.decisionAppended)
        return true
    }
}
