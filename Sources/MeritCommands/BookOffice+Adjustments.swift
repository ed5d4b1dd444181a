import MeritAttribution
import MeritCore

extension BookOffice {
    /// An adjustment is of an order that is judged and has no other one open, credits somebody
    /// known, and, where it is in minor units, divides exactly what the order has now.
    func propose(_ command: AdjustmentProposed) throws(Lookup.Failure) -> CommandOutcome {
        guard let proposer = person(of: command.actor) else { return personRequired }
        guard let book = try lookup.book(of: command.order) else {
            return notJudged(command.order)
        }
        if let open = try lookup.openAdjustment(of: command.order) {
            return .refused(
                .adjustmentOpen,
                """
                Adjustment \(open.value) of this order is open: have it approved or declined \
                first.
                """)
        }
        if let refusal = refusal(of: command.claim, for: book) { return refusal }
        let last = try lookup.lastAdjustment()?.value ?? 0
        guard last < UInt32.max else {
            return .refused(.numbersExhausted, "There is no number left for an adjustment.")
        }
        let number = AdjustmentNumber(last + 1)
        let row = AdjustmentRow(
            number: number, recorded: sequence, recordedAt: at, order: command.order,
            claim: command.claim, proposer: proposer, reason: command.personal?.reason)
        return .accepted(.adjustment(row), number: .adjustment(number))
    }

    /// An adjustment is resolved once: approved by a second person, or declined by anybody.
    func resolve(_ command: AdjustmentResolved) throws(Lookup.Failure) -> CommandOutcome {
        guard let resolver = person(of: command.actor) else { return personRequired }
        guard let row = try lookup.adjustment(command.adjustment) else {
            return .refused(
                .unknownAdjustment, "There is no adjustment \(command.adjustment.value).")
        }
        guard row.state == .open else {
            return .refused(
                .adjustmentClosed,
                """
                Adjustment \(row.number.value) was \(row.state.name) already: propose another \
                one.
                """)
        }
        if command.resolution == .approved, let refusal = try refusal(of: row, by: resolver) {
            return refusal
        }
        return .accepted(
            .adjustment(
                row.resolved(command.resolution, by: resolver, sequence: sequence, at: at)))
    }

    private func refusal(
        of row: AdjustmentRow, by approver: PersonNumber
    ) throws(Lookup.Failure) -> CommandOutcome? {
        if let refusal = twoPersonRefusal(row.proposer, approver, since: startOfThisMonth) {
            return refusal
        }
        guard let book = try lookup.book(of: row.order) else { return notJudged(row.order) }
        return staleness(of: row.claim, for: book)
    }

    private func refusal(
        of claim: AdjustmentProposed.Claim, for book: OrderBook
    ) -> CommandOutcome? {
        let unknown = claim.parts.map(\.payee).filter { payee in
            payee != .unattributed && !directory.knows(payee)
        }
        guard unknown.isEmpty else {
            return .refused(
                .unknownStaff, "The directory does not know everybody who is to be credited.",
                details: unknown.map { "There is no staff member \($0.value)." })
        }
        guard claim.parts.contains(where: { $0.value > 0 }) else {
            return .refused(
                .adjustmentEmpty,
                """
                Nobody would be credited: give at least one payee more than 0, payee 0 for \
                unattributed.
                """)
        }
        return staleness(of: claim, for: book)
    }

    /// Amounts that are not what the order has now divide nothing.
    private func staleness(
        of claim: AdjustmentProposed.Claim, for book: OrderBook
    ) -> CommandOutcome? {
        guard case .amounts(let parts) = claim else { return nil }
        let sum = parts.reduce(into: Int128(0)) { $0 += Int128($1.value) }
        guard sum != Int128(book.netBase.value) else { return nil }
        return .refused(
            .adjustmentStale,
            """
            The amounts sum to \(sum), and the order's net base is now \(book.netBase.value) \
            minor units of \(book.currency): propose an adjustment with amounts that sum to it.
            """)
    }

    private func notJudged(_ order: OrderKey) -> CommandOutcome {
        .refused(
            .orderNotJudged,
            "The order \(order) is unknown or not judged yet: there is nothing to adjust.")
    }
}
