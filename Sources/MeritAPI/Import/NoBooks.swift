import MeritAttribution
import MeritCommands
import MeritCore

/// The books as commands of tables see them: staff, departments and links are decided by the
/// directory alone, so nothing of this is ever asked.
struct NoBooks: CommandLookup {
    func latestJudged() -> Timestamp? { nil }
    func book(of order: OrderKey) -> OrderBook? { nil }
    func adjustment(_ number: AdjustmentNumber) -> AdjustmentRow? { nil }
    func lastAdjustment() -> AdjustmentNumber? { nil }
    func openAdjustment(of order: OrderKey) -> AdjustmentNumber? { nil }
    func rerun(_ number: RerunNumber) -> RerunRow? { nil }
    func lastRerun() -> RerunNumber? { nil }
    func closing(of period: Period) -> ClosingMaterial {
        ClosingMaterial(
            oldestOpen: nil, unjudged: 0, due: 0, badRecords: [], badRecordCount: 0, appeals: [],
            head: 0, proposal: nil)
    }
    func lastEntryPeriod() -> Period? { nil }
    func binding(_ left: Alias, _ right: Alias) -> BindingState { .notBound }
}
