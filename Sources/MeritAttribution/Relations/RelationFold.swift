import MeritCore

/// The events of one customer's relation, folded one after the other in their order.
struct RelationFold: Hashable {
    private var latest: Relation?

    /// The relation at `moment`, which is not before the last event.
    func relation(at moment: Timestamp) -> Relation? {
        latest.flatMap { $0.isValid(at: moment) ? $0 : nil }
    }

    /// A touch of, or a purchase through, somebody.
    mutating func fold(
        _ cause: RelationCause, by staff: StaffNumber, at moment: Timestamp,
        _ terms: RelationTerms
    ) -> RelationHistory.Effect {
        let binds = terms.bindOn.contains(cause)
        guard let relation = relation(at: moment) else {
            if binds { latest = Relation(guide: staff, since: moment, terms) }
            return binds ? .bound : .none
        }
        if relation.guide == staff {
            guard terms.renew.includes(cause) else { return .none }
            latest?.renew(at: moment, terms)
            return .renewed
        }
        guard binds else { return .none }
        guard terms.capture.lets(another: moment, take: relation) else {
            return .protectedByOther
        }
        latest = Relation(guide: staff, since: moment, terms)
        return .replaced(relation.guide)
    }

    /// The customer was handed over: the relation moves, its clocks as they are.
    mutating func fold(_ handOver: CaseHandOver) -> RelationHistory.Effect {
        guard let relation = relation(at: handOver.at), relation.guide == handOver.from else {
            return .none
        }
        latest?.guide = handOver.to
        latest?.since = handOver.at
        return .moved(from: handOver.from)
    }

    /// The customer deleted somebody.
    mutating func fold(
        _ deletion: CaseDeletion, _ terms: RelationTerms
    ) -> RelationHistory.Effect {
        guard terms.endOnDelete == .ends, relation(at: deletion.at)?.guide == deletion.staff
        else { return .none }
        latest = nil
        return .ended
    }
}

extension RelationTerms.Renewal {
    fileprivate func includes(_ cause: RelationCause) -> Bool {
        switch self {
        case .never: false
        case .onPurchase: cause == .purchase
        case .onAny: true
        }
    }
}

extension RelationTerms.Capture {
    fileprivate func lets(another moment: Timestamp, take relation: Relation) -> Bool {
        switch self {
        case .never: false
        case .afterProtection: !relation.isProtected(at: moment)
        case .always: true
        }
    }
}
