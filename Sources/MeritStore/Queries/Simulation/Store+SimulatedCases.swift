package import MeritAttribution
package import MeritCore
import MeritOrders

extension Store {
    /// Hands `body` each of these orders as of `asOf`, with what a judgement of it rests on,
    /// gathered as for the worker. `directory` is that of the position with other policies; of
    /// earlier decisions on the order only the moment of the first counts. Of the customer's other
    /// orders it knows the purchases that their recorded decisions make, where a policy of
    /// `directory` has relations.
    package func simulatedCases(
        _ numbers: ArraySlice<Int64>, asOf: Sequence, in directory: Directory,
        _ body: (SweptOrder, JudgingCase) throws(StoreError) -> Void
    ) throws(StoreError) {
        try file.read { connection throws(StoreError) in
            var reader = try JudgingCaseReader(
                connection, directory, JudgingMemory(JudgingPosition(asOf: asOf)))
            for number in numbers {
                guard let order = try Self.sweptOrder(number, asOf, connection),
                    let record = try OrderRecord.find(number, connection)
                else { continue }
                let pending = PendingJudgement(
                    order: record.order, judgedAt: .distantFuture, cause: .zero,
                    occasion: .first)
                let found = try reader.judgingCase(for: pending, record, order.state)
                try body(order, found.ofDraft)
            }
        }
    }
}

extension JudgingCase {
    /// The same for the policy in force instead of that of a re-run.
    fileprivate var ofDraft: JudgingCase {
        JudgingCase(
            order: order, touches: touches, orderClick: orderClick, customer: customer,
            handOvers: handOvers, deletions: deletions, purchases: purchases, policy: nil,
            firstDecidedAt: firstDecidedAt, asOf: asOf, cause: cause, occasion: .rerun)
    }
}
