package import MeritCore

extension OrderState {
    /// The net amounts at `moment`: lines and freight as now known, less the refunds whose
    /// `occurred_at` is not after `moment`; all 0 from the moment of a cancellation on.
    ///
    /// Refunds of lines are taken off their lines first. Refunds of the whole order are then taken
    /// off what the lines have left, apportioned by it; the freight has no part in them.
    package func net(at moment: Timestamp) -> NetAmounts {
        let refunded = RefundTotals(
            refundsByID.values.lazy.filter { $0.rank.occurredAt <= moment })
        var excess = refunded.unknownLines(beyond: lines)
        let left = lines.map { line in
            let (left, beyond) = Self.taking(refunded.lines[line.line] ?? 0, off: line.amount)
            excess.append(.init(scope: .line(line.line), clamping: beyond))
            return left
        }
        let (nets, orderBeyond) = takingWhole(refunded.order, off: left)
        let (freightLeft, freightBeyond) = Self.taking(refunded.freight, off: freight)
        excess.append(.init(scope: .freight, clamping: freightBeyond))
        excess.append(.init(scope: .order, clamping: orderBeyond))
        let isCancelled = cancelledAt.map { $0 <= moment } ?? false
        return NetAmounts(
            lines: zip(lines, nets).map { line, net in
                .init(line: line.line, category: line.category, net: isCancelled ? .zero : net)
            },
            freight: isCancelled ? .zero : freightLeft,
            excess: excess.filter { $0.amount > .zero }.sorted { $0.scope < $1.scope })
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
        let total = left.reduce(into: MinorAmount.zero) { $0 += $1 }
        let taken = min(owed, Int128(total.value))
        guard taken > 0 else { return (left, owed) }
        let shares = zip(lines, left).map { line, net in
            Share(key: line.line, weight: UInt64(net.value))
        }
        // A part is never more than its line has: at `total` each part is exactly the line's
        // amount, and a smaller amount raises no part.
        let parts = Apportionment.parts(of: MinorAmount(Int64(taken)), among: shares)
        let byLine = Dictionary(uniqueKeysWithValues: parts.map { ($0.key, $0.amount) })
        let nets = zip(lines, left).map { line, net in net - (byLine[line.line] ?? .zero) }
        return (nets, owed - taken)
    }
}

extension NetAmounts.Excess {
    fileprivate init(scope: NetAmounts.Scope, clamping amount: Int128) {
        self.init(scope: scope, amount: MinorAmount(Int64(clamping: amount)))
    }
}

/// Sums of refunds. An order may have any number of them, so the sums have 128 bits.
private struct RefundTotals {
    var lines: [LineID: Int128] = [:]
    var freight: Int128 = 0
    var order: Int128 = 0

    init(_ refunds: some Swift.Sequence<OrderState.DatedRefund>) {
        for refund in refunds {
            switch refund.scope {
            case .order(let amount): order += Int128(amount.value)
            case .lines(let refunded, let freight):
                self.freight += Int128(freight.value)
                for line in refunded { lines[line.line, default: 0] += Int128(line.amount.value) }
            }
        }
    }

    /// What was refunded of lines that the order does not have.
    func unknownLines(beyond known: [OrderLine]) -> [NetAmounts.Excess] {
        let known = Set(known.map(\.line))
        return lines.filter { !known.contains($0.key) }
            .map { NetAmounts.Excess(scope: .line($0.key), clamping: $0.value) }
    }
}
