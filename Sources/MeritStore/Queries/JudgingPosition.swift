package import MeritCore

/// How much of the journal a judgement knows.
package struct JudgingPosition: Hashable, Sendable {
    /// Every fact up to here.
    package let asOf: Sequence
    /// And the decisions made as of the same position that were recorded before this record: orders
    /// that are judged in one append know those before them. Nil: none.
    package let before: Sequence?

    package init(asOf: Sequence, before: Sequence? = nil) {
        self.asOf = asOf
        self.before = before
    }

    /// The condition that decisions `d` which a judgement at the position knows fulfil, with `?2`
    /// bound to `asOf` and `?3` to `bound`.
    static let sees = "(d.sequence <= ?2 OR (d.as_of = ?2 AND d.sequence < ?3))"

    /// What `sees` compares with where there is no `before`.
    var bound: Sequence { before ?? .zero }
}
