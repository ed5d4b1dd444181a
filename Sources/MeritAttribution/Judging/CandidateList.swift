import MeritCore

/// The candidates that a decision keeps, in the order of the rules, then time, then id.
///
/// Where there are more than fit, those that won and the nearest miss stay, then the latest.
struct CandidateList {
    let candidates: [Decision.Candidate]
    let omitted: UInt32

    init(_ all: [Decision.Candidate], max limit: Int) {
        guard all.count > limit else {
            candidates = all.sortedUnlessSorted(by: Self.isBefore)
            omitted = 0
            return
        }
        let nearest = all.nearestMiss
        let ranked = all.sorted { left, right in
            let leftStays = left.rejection == nil || left == nearest
            let rightStays = right.rejection == nil || right == nearest
            if leftStays != rightStays { return leftStays }
            return Self.isLater(left, right)
        }
        candidates = ranked.prefix(limit).sorted(by: Self.isBefore)
        omitted = UInt32(clamping: all.count - limit)
    }

    private static func isBefore(
        _ left: Decision.Candidate, _ right: Decision.Candidate
    ) -> Bool {
        left.rule == right.rule
            ? Decision.Candidate.isEarlier(left, right) : left.rule < right.rule
    }

    /// By time, then id, the latest first; of one touch under several rules the first rule first.
    private static func isLater(
        _ left: Decision.Candidate, _ right: Decision.Candidate
    ) -> Bool {
        if Decision.Candidate.isEarlier(right, left) { return true }
        if Decision.Candidate.isEarlier(left, right) { return false }
        return left.rule < right.rule
    }
}

extension Decision.Candidate {
    /// By time, then id; what has no time comes first.
    static func isEarlier(_ left: Self, _ right: Self) -> Bool {
        let leftTime = left.at ?? .distantPast
        let rightTime = right.at ?? .distantPast
        return leftTime == rightTime
            ? left.id.lexicographicallyPrecedes(right.id) : leftTime < rightTime
    }
}
