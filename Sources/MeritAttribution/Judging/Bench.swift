import MeritCore
import MeritOrders

/// One judgement under way: the case with the instants that its policy fixes, and what has been
/// found out so far.
struct Bench {
    let subject: JudgingCase
    let policy: Policy
    let createdAt: Timestamp
    /// T.
    let judgedAt: Timestamp
    let detail: JudgingDetail
    /// By time, then id.
    let touches: [CaseTouch]
    /// What customers do counts when it was recorded up to here; nil: whenever.
    let recordedUntil: Timestamp?
    /// Who took the customer over last by T, by the person it was from.
    let takeOvers: [StaffNumber: CaseHandOver]
    var lens: DirectoryLens
    /// The relation at T.
    var relation: Relation?
    /// What tests 1 and lateness say, by place in `touches`.
    var verdicts: [TouchVerdict]
    /// What tests 4 to 6 say: they hang on the person alone.
    var standings: [StaffNumber: Standing] = [:]

    /// What one rule came to.
    struct Finding {
        var candidates: [Decision.Candidate] = []
        /// Weight by payee; empty: the rule passes on.
        var weights: [StaffNumber: UInt64] = [:]
    }

    init(
        _ subject: JudgingCase, _ directory: Directory, _ detail: JudgingDetail
    ) throws(Judgement.Waiting) {
        guard let createdAt = subject.order.createdAt else { throw .creationUnknown }
        let policies = directory.policies
        let chosen = subject.policy.map(policies.policy) ?? policies.inForce(createdAt: createdAt)
        guard let policy = chosen else { throw .noPolicy }
        guard let judgedAt = policy.judgingInstant(of: subject.order) else {
            throw .instantUnknown
        }
        self.subject = subject
        self.policy = policy
        self.createdAt = createdAt
        self.judgedAt = judgedAt
        self.detail = detail
        touches = subject.touches.sortedUnlessSorted(by: CaseTouch.isEarlier)
        recordedUntil = subject.firstDecidedAt.map {
            max(judgedAt, $0).advanced(by: policy.rejudgeFor)
        }
        takeOvers = subject.handOvers.latest(at: judgedAt)
        lens = DirectoryLens(directory, detail: detail)
        verdicts = Array(repeating: .untested, count: touches.count)
    }
}

extension Array {
    /// In the order that `isBefore` tells, without a copy where it is in that order already.
    func sortedUnlessSorted(by isBefore: (Element, Element) -> Bool) -> [Element] {
        let isSorted = indices.dropFirst().allSatisfy { !isBefore(self[$0], self[$0 - 1]) }
        return isSorted ? self : sorted(by: isBefore)
    }
}
