import MeritCore

/// Who is a customer's guide, and until when: what the events up to a moment have made of it.
struct Relation: Hashable {
    var guide: StaffNumber
    /// When the guide became it.
    var since: Timestamp
    /// From here on there is no relation; nil: it is permanent.
    var validUntil: Timestamp?
    /// From here on others may take over; nil: never.
    var protectedUntil: Timestamp?

    init(guide: StaffNumber, since: Timestamp, _ terms: RelationTerms) {
        self.guide = guide
        self.since = since
        validUntil = terms.validity.end(from: since)
        protectedUntil = terms.protection.end(from: since)
    }

    func isValid(at moment: Timestamp) -> Bool { validUntil.map { moment < $0 } ?? true }

    func isProtected(at moment: Timestamp) -> Bool {
        protectedUntil.map { moment < $0 } ?? true
    }

    /// Counts both clocks again; an end that was later stays.
    mutating func renew(at moment: Timestamp, _ terms: RelationTerms) {
        validUntil = Self.later(validUntil, terms.validity.end(from: moment))
        protectedUntil = Self.later(protectedUntil, terms.protection.end(from: moment))
    }

    private static func later(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
        guard let left, let right else { return nil }
        return max(left, right)
    }

    var bound: Decision.Bound {
        Decision.Bound(
            guide: guide, since: since, validUntil: validUntil, protectedUntil: protectedUntil)
    }
}
