package import MeritAttribution
package import MeritCore

/// What commands ask the store beside the directory: the books as every fact before the command
/// left them. It is asked only by the commands that need it.
package protocol CommandLookup {
    associatedtype Failure: Error

    /// The latest of `created_at` and T over all orders that have a decision; nil: none has one.
    func latestJudged() throws(Failure) -> Timestamp?
    /// Nil where the order is unknown or has no decision.
    func book(of order: OrderKey) throws(Failure) -> OrderBook?
    func adjustment(_ number: AdjustmentNumber) throws(Failure) -> AdjustmentRow?
    /// Nil: there is none.
    func lastAdjustment() throws(Failure) -> AdjustmentNumber?
    /// The order's adjustment that is neither approved nor declined.
    func openAdjustment(of order: OrderKey) throws(Failure) -> AdjustmentNumber?
    func rerun(_ number: RerunNumber) throws(Failure) -> RerunRow?
    /// Nil: there is none.
    func lastRerun() throws(Failure) -> RerunNumber?
    func closing(of period: Period) throws(Failure) -> ClosingMaterial
    /// The latest period in which an entry lies; nil: there is no entry.
    func lastEntryPeriod() throws(Failure) -> Period?
    func binding(_ left: Alias, _ right: Alias) throws(Failure) -> BindingState
}

/// Whether two aliases are bound directly: some fact names both, and no split withdrew it since.
package enum BindingState: Hashable, Sendable {
    case bound
    case notBound
}

/// How an order stands that has a decision.
package struct OrderBook: Hashable, Sendable {
    /// The record of the decision in force.
    package let decision: Sequence
    /// T of that decision.
    package let judgedAt: Timestamp
    /// B as it is now; nil: unknown.
    package let bookedAt: Timestamp?
    /// With all refunds that are known and the cancellation.
    package let netBase: MinorAmount
    package let currency: Currency

    package init(
        decision: Sequence, judgedAt: Timestamp, bookedAt: Timestamp?, netBase: MinorAmount,
        currency: Currency
    ) {
        self.decision = decision
        self.judgedAt = judgedAt
        self.bookedAt = bookedAt
        self.netBase = netBase
        self.currency = currency
    }
}

/// What stands in the way of closing a period.
package struct ClosingMaterial: Hashable, Sendable {
    /// The oldest period that has entries and is not closed; nil: there is none.
    package let oldestOpen: Period?
    /// Orders still to be judged whose T lies in the period or before.
    package let unjudged: Int
    /// Orders whose entries are still to be posted.
    package let due: Int
    /// Open bad records received in the period, rising, at most 100.
    package let badRecords: [Sequence]
    /// How many there are, listed or not.
    package let badRecordCount: Int
    /// Open adjustments of orders whose B (T where B is unknown) lies in the period or before,
    /// rising.
    package let appeals: [AdjustmentNumber]
    /// The ledger's last number; 0: there is none.
    package let head: UInt64
    /// The period's latest proposal.
    package let proposal: CloseProposalRow?
    /// The record of the latest of the bad records and appeals.
    package let latestWaived: Sequence?

    package init(
        oldestOpen: Period?, unjudged: Int, due: Int, badRecords: [Sequence],
        badRecordCount: Int, appeals: [AdjustmentNumber], head: UInt64,
        proposal: CloseProposalRow?, latestWaived: Sequence? = nil
    ) {
        self.oldestOpen = oldestOpen
        self.unjudged = unjudged
        self.due = due
        self.badRecords = badRecords
        self.badRecordCount = badRecordCount
        self.appeals = appeals
        self.head = head
        self.proposal = proposal
        self.latestWaived = latestWaived
    }
}
