import MeritAttribution
import MeritCore
import MeritOrders
import MeritStore

/// What the weights of a decision give each payee of an order's net base, with every refund and
/// cancellation that is known.
struct ShareOut {
    /// By payee; payees who get nothing are in it with 0.
    let parts: [StaffNumber: AmountSum]
    let netBase: AmountSum

    /// What nobody is given anything of.
    static let nothing = ShareOut(parts: [:], netBase: .zero)

    private init(parts: [StaffNumber: AmountSum], netBase: AmountSum) {
        self.parts = parts
        self.netBase = netBase
    }

    init(_ state: OrderState, by shares: [Decision.Share], under policy: Policy) {
        let claims = shares.map { MeritOrders.Share(key: $0.payee, weight: $0.weight) }
        var parts: [StaffNumber: AmountSum] = [:]
        var sum = AmountSum.zero
        let bases = state.net(at: Timestamp(milliseconds: .max))
            .base(policy.creditBase, excluding: policy.excludedCategories)
        for base in bases {
            sum += base.amount
            for part in Apportionment.parts(of: base.amount, among: claims) {
                parts[part.key, default: .zero] += part.amount
            }
        }
        self.init(parts: parts, netBase: sum)
    }
}
