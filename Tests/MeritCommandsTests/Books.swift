import MeritAttribution
import MeritCore

@testable import MeritCommands

/// Books in memory that answer commands as the store does.
struct Books: CommandLookup {
    /// The latest of `created_at` and T over the orders that have a decision.
    var latestJudgedAt: Timestamp?
    var orders: [OrderKey: OrderBook] = [:]
    /// The period of each entry, in the order they were posted.
    var entries: [Period] = []
    var unjudged = 0
    var due = 0
    /// By period.
    var badRecords: [Period: [Sequence]] = [:]
    var bindings: Set<Set<Alias>> = []
    private(set) var adjustments: [AdjustmentNumber: AdjustmentRow] = [:]
    private(set) var reruns: [RerunNumber: RerunRow] = [:]
    private(set) var proposals: [CloseProposalRow] = []
    private(set) var closings: [ClosingRow] = []

    mutating func apply(_ change: DirectoryChange) {
        switch change {
        case .adjustment(let row): adjustments[row.number] = row
        case .rerun(let row): reruns[row.number] = row
        case .closeProposal(let row): proposals.append(row)
        case .closing(let row): closings.append(row)
        case .split(let row): bindings.remove([row.left, row.right])
        default: break
        }
    }

    // MARK: What commands ask

    func latestJudged() throws(Never) -> Timestamp? { latestJudgedAt }

    func book(of order: OrderKey) throws(Never) -> OrderBook? { orders[order] }

    func adjustment(_ number: AdjustmentNumber) throws(Never) -> AdjustmentRow? {
        adjustments[number]
    }

    func lastAdjustment() throws(Never) -> AdjustmentNumber? { adjustments.keys.max() }

    func openAdjustment(of order: OrderKey) throws(Never) -> AdjustmentNumber? {
        adjustments.values.first { $0.order == order && $0.state == .open }?.number
    }

    func rerun(_ number: RerunNumber) throws(Never) -> RerunRow? { reruns[number] }

    func lastRerun() throws(Never) -> RerunNumber? { reruns.keys.max() }

    func closing(of period: Period) throws(Never) -> ClosingMaterial {
        let closed = closings.map(\.period).max()
        let open = entries.filter { entry in closed.map { entry > $0 } ?? true }
        let bad = badRecords[period] ?? []
        let appeals = adjustments.values.filter { row in
            guard row.state == .open, let book = orders[row.order] else { return false }
            let booked = book.bookedAt ?? book.judgedAt
            return BusinessCalendar.utc.period(of: booked) <= period
        }
        return ClosingMaterial(
            oldestOpen: open.min(), unjudged: unjudged, due: due,
            badRecords: Array(bad.prefix(100)), badRecordCount: bad.count,
            appeals: appeals.map(\.number).sorted(), head: UInt64(entries.count),
            proposal: proposals.last { $0.period == period })
    }

    func lastEntryPeriod() throws(Never) -> Period? { entries.max() }

    func binding(_ left: Alias, _ right: Alias) throws(Never) -> BindingState {
        bindings.contains([left, right]) ? .bound : .notBound
    }
}

/// Books that cannot be read.
struct UnreadableBooks: CommandLookup {
    struct Unreadable: Error {}
    func latestJudged() throws(Unreadable) -> Timestamp? { throw Unreadable() }
    func book(of order: OrderKey) throws(Unreadable) -> OrderBook? { throw Unreadable() }
    func adjustment(_ number: AdjustmentNumber) throws(Unreadable) -> AdjustmentRow? {
        throw Unreadable()
    }
    func lastAdjustment() throws(Unreadable) -> AdjustmentNumber? { throw Unreadable() }
    func openAdjustment(of order: OrderKey) throws(Unreadable) -> AdjustmentNumber? {
        throw Unreadable()
    }
    func rerun(_ number: RerunNumber) throws(Unreadable) -> RerunRow? { throw Unreadable() }
    func lastRerun() throws(Unreadable) -> RerunNumber? { throw Unreadable() }
    func closing(of period: Period) throws(Unreadable) -> ClosingMaterial { throw Unreadable() }
    func lastEntryPeriod() throws(Unreadable) -> Period? { throw Unreadable() }
    func binding(_ left: Alias, _ right: Alias) throws(Unreadable) -> BindingState {
        throw Unreadable()
    }
}
