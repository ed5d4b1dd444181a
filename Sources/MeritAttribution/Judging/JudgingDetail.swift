/// How much of a judgement is told.
package enum JudgingDetail: Hashable, Sendable {
    /// Everything that a decision records.
    case proof
    /// Who is credited, in which proportion and by which rule: no candidates, nothing examined. Its
    /// shares are those of the proof.
    case credits
}
