package import MeritCore

/// An order's net amounts at rising moments, in one pass over its refunds: an order of many
/// refunds costs the sum of them, not their square.
package struct NetCourse {
    private let state: OrderState
    private let lineIDs: Set<LineID>
    /// By moment.
    private let refunds: [OrderState.DatedRefund]
    private var taken = 0
    private var refunded = RefundTotals()
    private var reached: Timestamp?

    package init(of state: OrderState) {
        self.state = state
        lineIDs = Set(state.lines.map(\.line))
        refunds = state.refundsByID.values.sorted { $0.rank.occurredAt < $1.rank.occurredAt }
    }

    /// The net amounts at `moment`: lines and freight as now known, less the refunds whose
    /// `occurred_at` is not after `moment`; all 0 from the moment of a cancellation on. Traps where
    /// `moment` lies before the one asked for last.
    ///
    /// Refunds of lines are taken off their lines first. Refunds of the whole order are then taken
    /// off what the lines have left, apportioned by it; the freight has no part in them.
    package mutating func net(at moment: Timestamp) -> NetAmounts {
        precondition(reached.map { $0 <= moment } ?? true, "the moments rise")
        reached = moment
        while taken < refunds.count, refunds[taken].rank.occurredAt <= moment {
            refunded.take(refunds[taken].scope)
            taken += 1
        }
        return net(isCancelled: state.cancelledAt.map { $0 <= moment } ?? false)
    }

    private func net(isCancelled: Bool) -> NetAmounts {
        var excess = refunded.excess(beyond: lineIDs)
        let left = state.lines.map { line in
            let (left, beyond) = Self.taking(refunded.lines[line.line] ?? 0, off: line.amount)
            excess.note(beyond, of: .line(line.line))
            return left
        }
        let (nets, orderBeyond) = takingWhole(refunded.order, off: left)
        let (freightLeft, freightBeyond) = Self.taking(refunded.freight, off: state.freight)
        excess.note(freightBeyond, of: .freight)
        excess.note(orderBeyond, of: .order)
        return NetAmounts(
            lines: zip(state.lines, nets).map { line, net in
                .init(line: line.line, category: line.category, net: isCancelled ? .zero : net)
            },
            freight: isCancelled ? .zero : freightLeft,
            excess: excess.sorted { $0.scope < $1.scope })
    }

    /// What is left of `amount`, never below 0, and what of `owed` was beyond it.
    private static func taking(
        _ owed: Int128, off amount: MinorAmount
    ) -> (left: MinorAmount, beyond: Int128) {
        let taken = min(owed, Int128(amount.value))
        return (amount - MinorAmount(Int64(taken)), owed - taken)
    }

    /// Takes a refund of the whole order off what its lines have left, by what they have left.
    private func takingWhole(
        _ owed: Int128, off left: [MinorAmount]
    ) -> (nets: [MinorAmount], beyond: Int128) {
        guard owed > 0 else { return (left, 0) }
        let total = left.reduce(into: MinorAmount.zero) { $0 += $1 }
        let taken = min(owed, Int128(total.value))
        guard taken > 0 else { return (left, owed) }
        let shares = zip(state.lines, left).map { line, net in
            Share(key: line.line, weight: UInt64(net.value))
        }
        // A part is never more than its line has: at `total` each part is exactly the line's
        // amount, and a smaller amount raises no part.
        let parts = Apportionment.parts(of: MinorAmount(Int64(taken)), among: shares)
        let byLine = Dictionary(uniqueKeysWithValues: parts.map { ($0.key, $0.amount) })
        let nets = zip(state.lines, left).map { line, net in net - (byLine[line.line] ?? .zero) }
        return (nets, owed - taken)
    }
}

extension [NetAmounts.Excess] {
    /// Adds what there is too much, where there is.
    fileprivate mutating func note(_ beyond: Int128, of scope: NetAmounts.Scope) {
        guard beyond > 0 else { return }
        append(.init(scope: scope, amount: MinorAmount(Int64(clamping: beyond))))
    }
}

/// Sums of refunds. An order may have any number of them, so the sums have 128 bits.
private struct RefundTotals {
    private(set) var lines: [LineID: Int128] = [:]
    private(set) var freight: Int128 = 0
    private(set) var order: Int128 = 0

    mutating func take(_ scope: Refund.Scope) {
        switch scope {
        case .order(let amount): order += Int128(amount.value)
        case .lines(let refunded, let freight):
            self.freight += Int128(freight.value)
            for line in refunded { lines[line.line, default: 0] += Int128(line.amount.value) }
        }
    }

    /// What was refunded of lines that the order does not have.
    func excess(beyond known: Set<LineID>) -> [NetAmounts.Excess] {
        var excess: [NetAmounts.Excess] = []
        for (line, amount) in lines where !known.contains(line) {
            excess.note(amount, of: .line(line))
        }
        return excess
    }
}
