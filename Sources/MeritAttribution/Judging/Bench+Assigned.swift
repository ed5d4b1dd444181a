import MeritCore
import MeritOrders

extension Bench {
    /// The person named on the order, at the till or by the shop.
    mutating func posAssign(rule: UInt8) -> Finding {
        guard let staff = subject.order.assignedStaff else { return Finding() }
        let standing = standing(of: staff)
        return Finding(assigned(staff, rule: rule, standing), standing)
    }

    func assigned(
        _ staff: StaffNumber, rule: UInt8, _ standing: Standing
    ) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: .posAssign, touch: nil, id: [], staff: staff,
            payee: standing.payee(for: staff), link: nil, at: nil,
            rejection: standing.rejection, note: nil)
    }
}

extension Bench.Finding {
    /// Of a rule with one candidate.
    init(_ candidate: Decision.Candidate, _ standing: Standing) {
        candidates = [candidate]
        if case .eligible(let payee) = standing { weights = [payee: 1] }
    }
}
