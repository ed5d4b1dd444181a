package import MeritAttribution
package import MeritCore

extension Store {
    /// About how many rows one snapshot may look at while orders are judged: some tenths of a
    /// second, and far below the 5 s that no reading may last.
    private static let judgingEffortMax = 100_000

    /// The next orders to be judged, by (T, shop, order id); at most `limit`.
    package func pendingJudgements(limit: Int) throws(StoreError) -> [PendingJudgement] {
        try file.read { connection throws(StoreError) in
            try PendingJudgement.next(limit, connection)
        }
    }

    /// Whether the order is to be judged.
    package func pendingJudgement(
        of order: OrderKey
    ) throws(StoreError) -> PendingJudgement? {
        try file.read { connection throws(StoreError) in
            try PendingJudgement.find(order, connection)
        }
    }

    /// Judges orders one after the other as of `asOf`, which is not behind the cursor.
    ///
    /// `body` gets what each rests on, in the order of `pending`, and answers with the judgement,
    /// or nil to stop before it. What it decided the orders behind know. Orders without events up
    /// to the position are passed over. Everything is read as of the position, in as many short
    /// snapshots as it takes. `directory` is that of the position; without one, the present.
    package func judge(
        _ pending: [PendingJudgement], asOf: Sequence, in directory: Directory? = nil,
        _ body: (PendingCase, Directory) throws(StoreError) -> Judgement?
    ) throws(StoreError) {
        let directory = directory ?? self.directory
        let memory = JudgingMemory(JudgingPosition(asOf: asOf))
        var rest = pending[...]
        while !rest.isEmpty {
            try file.read { connection throws(StoreError) in
                var round = try JudgingRound(connection, directory, memory)
                while round.effort < Self.judgingEffortMax, let next = rest.popFirst() {
                    guard let subject = try round.subject(of: next) else { continue }
                    guard let judgement = try body(subject.pending, directory) else {
                        rest = []
                        return
                    }
                    if case .decided(let decision) = judgement {
                        round.note(decision, on: subject)
                    }
                }
            }
        }
    }

    /// What a judgement of an order rests on, as of a position that is not behind the cursor, with
    /// `directory` as it was there; without one, the present. Nil where no event of the order lies
    /// up to there.
    package func judgingCase(
        for pending: PendingJudgement, asOf: Sequence, before: Sequence? = nil,
        in directory: Directory? = nil
    ) throws(StoreError) -> JudgingCase? {
        let directory = directory ?? self.directory
        let position = JudgingPosition(asOf: asOf, before: before)
        return try file.read { connection throws(StoreError) in
            var reader = try JudgingCaseReader(connection, directory, JudgingMemory(position))
            return try reader.judgingCase(for: pending)
        }
    }
}
