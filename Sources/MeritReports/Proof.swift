package import MeritAttribution
package import MeritCore
import MeritOrders
package import MeritStore

/// The proof of an order (业绩凭证): what was judged, why, and what was posted.
///
/// Every candidate of every rule is in it, accepted or with the reason it earned nothing.
package struct Proof: Sendable {
    let material: ProofMaterial

    /// Nil when there is no such order.
    package static func make(
        of order: OrderKey, from store: Store
    ) throws(StoreError) -> Proof? {
        try store.proofMaterial(of: order).map { Proof($0) }
    }

    package init(_ material: ProofMaterial) { self.material = material }

    /// How far an order has come. The raw value is what proofs say.
    package enum Status: String, Sendable {
        case unjudged
        /// Judged; it has no entries (yet): its booking instant is not known, or nothing is due.
        case provisional
        /// It has entries.
        case booked
    }

    package var status: Status {
        if !material.entries.isEmpty { return .booked }
        return material.decisions.isEmpty ? .unjudged : .provisional
    }

    /// Every decision, as recorded: the last is in force.
    package var history: [ProofDecision] { ProofDecision.all(of: material) }

    /// The decision in force; nil while the order is unjudged.
    package var decision: DecisionRow? { material.decisions.last }

    /// The last decision that is no adjustment: what the rules found. Nil while the order is
    /// unjudged.
    package var judgement: DecisionRow? {
        material.decisions.last { $0.decision.occasion != .adjustment }
    }

    /// The policy that the decision names.
    package var policy: Policy? {
        decision.flatMap { material.directory.policies.policy($0.decision.policy) }
    }

    /// The booking instant B; nil while it is not known.
    package var bookedAt: Timestamp? {
        guard let decision, let policy else { return nil }
        return policy.bookingInstant(of: material.state, judgedAt: decision.decision.judgedAt)
    }

    package var rules: [RuleFinding] {
        judgement.map { judgement in
            let policy = material.directory.policies.policy(judgement.decision.policy)
            return RuleFinding.all(of: judgement.decision, under: policy)
        } ?? []
    }

    /// For an unattributed order "last touch 31 d 2 h before, window 30 d"; nil for others, and
    /// where no rule had a candidate.
    package var nearestMiss: String? {
        guard let decision, let policy else { return nil }
        return decision.decision.nearestMiss(under: policy, in: material.directory)?.text
    }

    /// What an unjudged order waits for; nil for others.
    package var waitsFor: String? {
        guard decision == nil else { return nil }
        guard let createdAt = material.state.createdAt else { return "created_at" }
        guard let policy = material.directory.policies.inForce(createdAt: createdAt) else {
            return "a policy in force at created_at"
        }
        let isKnown = policy.judgingInstant(of: material.state) != nil
        return isKnown ? "judgement" : policy.judgingInstant.rawValue
    }

    /// The amounts with everything that is known, refunds and cancellation in the future included.
    var net: NetAmounts { material.state.net(at: Timestamp(milliseconds: .max)) }

    /// What the entries give each payee, by payee with unattributed last.
    package var credits: [Credit] {
        // On the way the sum may pass 64 bits, where lines were exchanged; at its end, the part of
        // a net base, it does not.
        var sums: [StaffNumber: Int128] = [:]
        for entry in material.entries {
            sums[entry.staff, default: 0] += Int128(entry.amount.value)
        }
        return sums.keys.sorted { $0.ranksBefore($1) }.map { staff in
            Credit(staff: staff, amount: MinorAmount(Int64(clamping: sums[staff] ?? 0)))
        }
    }

    /// The sum of a payee's entries on the order.
    package struct Credit: Hashable, Sendable {
        package let staff: StaffNumber
        package let amount: MinorAmount
    }

    /// The name that held at the judging instant; nil where the directory has none, or the person
    /// was erased.
    func name(of staff: StaffNumber) -> String? {
        let moment = decision?.decision.judgedAt ?? .distantFuture
        let name = material.directory.staff(staff, at: moment)?.name
        return name?.isEmpty ?? true ? nil : name
    }

    func origin(of candidate: Decision.Candidate) -> TouchOrigin? {
        candidate.touch.flatMap { material.touches[$0] }
    }

    func name(of person: PersonNumber) -> String? {
        let place = Int(person.value) - 1
        guard material.directory.persons.indices.contains(place) else { return nil }
        return material.directory.persons[place].name
    }
}
