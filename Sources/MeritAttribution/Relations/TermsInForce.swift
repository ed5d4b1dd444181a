import MeritCore

/// The terms of relations at moments that rise: looked up once for each policy, not once for each
/// of a customer's many touches.
struct TermsInForce {
    private let policies: PolicyBook
    private var terms: RelationTerms?
    /// Kinds of touches that can do anything under the terms, a bit each.
    private var heeded: UInt16 = 0
    private var from = Timestamp.distantFuture
    /// The terms hold before this; nil: for ever.
    private var until: Timestamp?

    init(_ policies: PolicyBook) { self.policies = policies }

    /// Nil where the policy in force at `moment` binds nobody.
    mutating func terms(at moment: Timestamp) -> RelationTerms? {
        lookUp(moment)
        return terms
    }

    /// Whether a touch of `kind` at `moment` can do anything.
    mutating func heed(_ kind: TouchKind, at moment: Timestamp) -> Bool {
        lookUp(moment)
        return heeded & kind.bit != 0
    }

    private mutating func lookUp(_ moment: Timestamp) {
        if moment >= from, until.map({ moment < $0 }) ?? true { return }
        terms = policies.inForce(createdAt: moment)?.relation
        from = moment
        until = policies.change(after: moment)
        heeded = TouchKind.ofCustomers.reduce(0) { bits, kind in
            terms?.heeds(kind) == true ? bits | kind.bit : bits
        }
    }
}

extension TouchKind {
    fileprivate var bit: UInt16 { 1 << UInt16(rawValue) }
}

extension RelationTerms {
    fileprivate func heeds(_ kind: TouchKind) -> Bool {
        renew == .onAny || bindOn.contains(.touch(kind))
    }
}
