import MeritCore
import MeritOrders

/// How the dated targets of an order move.
///
/// target(x) of an account is its part of the line's net base at moment x, for x at or after the
/// booking instant, else 0; lines and freight as now known, refunds and cancellation with
/// `occurred_at` ≤ x. So targets change at the booking instant and at later refunds and
/// cancellations only, and the sum of an account's changes up to x is target(x).
struct TargetChanges {
    struct Change: Hashable, Sendable {
        let moment: Timestamp
        /// Never 0.
        let amount: MinorAmount
    }

    /// By rising moment, each moment once per account.
    private(set) var byAccount: [Account: [Change]] = [:]
    private var bases: [LineID: MinorAmount] = [:]
    private var targets: [Account: MinorAmount] = [:]

    init(_ subject: PostingCase) {
        guard let bookedAt = subject.bookedAt else { return }
        let shares = subject.decision.shares.map { share in
            Share(key: share.payee, weight: share.weight)
        }
        let later = subject.state.amountMoments.filter { $0 > bookedAt }
        var course = NetCourse(of: subject.state)
        for moment in [bookedAt] + later {
            let net = course.net(at: moment)
            let bases = net.base(subject.basis.credited, excluding: subject.basis.excluded)
            for base in bases { move(base, at: moment, among: shares) }
        }
    }

    private mutating func move(
        _ base: NetAmounts.Base, at moment: Timestamp, among shares: [Share<StaffNumber>]
    ) {
        guard bases[base.line, default: .zero] != base.amount else { return }
        bases[base.line] = base.amount
        for part in Apportionment.parts(of: base.amount, among: shares) {
            let account = Account(line: base.line, payee: part.key)
            let change = part.amount - targets[account, default: .zero]
            guard change != .zero else { continue }
            targets[account] = part.amount
            byAccount[account, default: []].append(Change(moment: moment, amount: change))
        }
    }
}
