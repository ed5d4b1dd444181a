import MeritAttribution
import MeritCore
import MeritOrders
import MeritStore

/// An order as it was judged, against how it would be judged if nothing had come too late.
struct LateVerdict {
    let order: OrderKey
    let currency: Currency
    let judgedAt: Timestamp
    /// The rule of the last judgement; nil: unattributed.
    let rule: String?
    let wouldBeRule: String?
    let outcome: Outcome
    /// By payee, unattributed last; payees whose part stays are left out.
    let changes: [Change]
    /// The parts that stay.
    let unchanged: AmountSum
    /// The net base by the policy that it would be judged by.
    let wouldBeBase: AmountSum

    struct Change: Hashable {
        let staff: StaffNumber
        let credited: AmountSum
        let wouldBe: AmountSum
    }

    /// The raw value is what reports say.
    enum Outcome: String {
        case nothing
        /// Who is credited, or with how much.
        case credits
        /// It could not be judged: its judging instant is not known any more.
        case unjudged
    }

    init?(
        on told: LatelyTold, from store: Store, _ directory: Directory
    ) throws(StoreError) {
        let standing = (told.judged ?? told.standing).decision
        guard let subject = try store.judgingCaseWithoutLimit(of: told.order),
            let policy = directory.policies.policy(standing.policy)
        else { return nil }
        let now = ShareOut(subject.order, by: standing.shares, under: policy)
        var wouldBe = ShareOut.nothing
        var decision: Decision?
        if case .decided(let judged) = judge(subject, directory: directory, detail: .credits),
            let policy = directory.policies.policy(judged.policy)
        {
            decision = judged
            wouldBe = ShareOut(subject.order, by: judged.shares, under: policy)
        }
        let changes = Self.changes(from: now, to: wouldBe)
        order = told.order
        currency = subject.order.currency
        judgedAt = standing.judgedAt
        rule = standing.rule
        wouldBeRule = decision?.rule
        outcome = decision == nil ? .unjudged : changes.isEmpty ? .nothing : .credits
        self.changes = changes
        let changed = Set(changes.map(\.staff))
        unchanged = now.parts.filter { !changed.contains($0.key) }.map(\.value).total()
        wouldBeBase = wouldBe.netBase
    }

    private static func changes(from now: ShareOut, to other: ShareOut) -> [Change] {
        Set(now.parts.keys).union(other.parts.keys).sorted { $0.ranksBefore($1) }
            .map { staff in
                Change(
                    staff: staff, credited: now.parts[staff] ?? .zero,
                    wouldBe: other.parts[staff] ?? .zero)
            }.filter { $0.credited != $0.wouldBe }
    }
}
