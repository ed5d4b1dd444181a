import MeritCore

/// How the customer of an order came to have the guide of its judging instant T: every event up to
/// T that a policy heeds, with what it did. Nil where T is not known.
package func relationHistory(
    of subject: JudgingCase, directory: Directory
) -> RelationHistory? {
    do throws(Judgement.Waiting) {
        var bench = try Bench(subject, directory, .credits)
        var steps: [RelationHistory.Step] = []
        let relation = bench.relationAtJudgingInstant { steps.append($0) }
        return RelationHistory(steps: steps, bound: relation?.bound)
    } catch {
        return nil
    }
}

extension Bench {
    /// Folds the events of the customer's relation up to T, each under the policy in force at its
    /// time. An order without bridges has no customer, hence no relation.
    mutating func relationAtJudgingInstant(
        tell: (RelationHistory.Step) -> Void = { _ in }
    ) -> Relation? {
        guard !subject.customer.isEmpty, lens.directory.policies.bindsCustomers else { return nil }
        var fold = RelationFold()
        var terms = TermsInForce(lens.directory.policies)
        var events = RelationEvents(subject, touches, at: judgedAt)
        while let event = events.next() {
            let step =
                switch event {
                case .touch(let place): heed(touch: place, &terms, &fold)
                case .handOver(let place): Self.heed(events.handOvers[place], &fold)
                case .deletion(let place): Self.heed(events.deletions[place], &terms, &fold)
                case .purchase(let place): Self.heed(events.purchases[place], &terms, &fold)
                }
            if let step { tell(step) }
        }
        return fold.relation(at: judgedAt)
    }

    /// A touch counts if it belongs to the customer, passes test 1, is not late, and is of a person
    /// who was employed then.
    private mutating func heed(
        touch place: Int, _ terms: inout TermsInForce, _ fold: inout RelationFold
    ) -> RelationHistory.Step? {
        let (kind, at, staff) = (touches[place].kind, touches[place].at, touches[place].staff)
        guard terms.heed(kind, at: at), touches[place].belonging == .customer,
            evidenceRejection(at: place) == nil, lens.isEmployedPerson(staff, at: at),
            let terms = terms.terms(at: at)
        else { return nil }
        return RelationHistory.Step(
            at: at, cause: .touch(kind, touches[place].sequence), staff: staff,
            effect: fold.fold(.touch(kind), by: staff, at: at, terms))
    }

    private static func heed(
        _ handOver: CaseHandOver, _ fold: inout RelationFold
    ) -> RelationHistory.Step {
        RelationHistory.Step(
            at: handOver.at, cause: .handOver(handOver.sequence), staff: handOver.to,
            effect: fold.fold(handOver))
    }

    private static func heed(
        _ deletion: CaseDeletion, _ terms: inout TermsInForce, _ fold: inout RelationFold
    ) -> RelationHistory.Step? {
        guard let terms = terms.terms(at: deletion.at) else { return nil }
        return RelationHistory.Step(
            at: deletion.at, cause: .deletion(deletion.sequence), staff: deletion.staff,
            effect: fold.fold(deletion, terms))
    }

    private static func heed(
        _ purchase: Purchase, _ terms: inout TermsInForce, _ fold: inout RelationFold
    ) -> RelationHistory.Step? {
        guard let terms = terms.terms(at: purchase.at) else { return nil }
        return RelationHistory.Step(
            at: purchase.at, cause: .purchase(purchase.order), staff: purchase.staff,
            effect: fold.fold(.purchase, by: purchase.staff, at: purchase.at, terms))
    }
}
