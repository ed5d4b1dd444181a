package import MeritCore

/// What made an order due for posting: of each kind the greatest sequence since the last posting.
package struct DueCauses: Hashable, Sendable {
    /// The fact that the order's first decision was made for.
    package var first: Sequence?
    /// An adjustment.
    package var adjustment: Sequence?
    /// The evidence or re-run that the order was judged again for.
    package var rejudge: Sequence?
    /// A refund or a cancellation.
    package var reversal: Sequence?
    /// New lines, another freight, a booking instant that moved or became known.
    package var edit: Sequence?

    package init(
        first: Sequence? = nil, adjustment: Sequence? = nil, rejudge: Sequence? = nil,
        reversal: Sequence? = nil, edit: Sequence? = nil
    ) {
        self.first = first
        self.adjustment = adjustment
        self.rejudge = rejudge
        self.reversal = reversal
        self.edit = edit
    }
}

/// The kind of a posting's entries and the record it answers to.
struct EntryOccasion {
    let kind: EntryKind
    let cause: Sequence
}

extension DueCauses {
    /// For an order that has entries: of several causes the one that stands first in the order
    /// adjustment, rejudge, reversal, edit. Without any, an edit caused by `fallback`.
    func occasion(otherwise fallback: Sequence) -> EntryOccasion {
        if let adjustment { return EntryOccasion(kind: .adjustment, cause: adjustment) }
        if let rejudge { return EntryOccasion(kind: .rejudge, cause: rejudge) }
        if let reversal { return EntryOccasion(kind: .reversal, cause: reversal) }
        return EntryOccasion(kind: .edit, cause: edit ?? fallback)
    }

    /// The cause of an order's first credit: what it was judged for, or what made its booking
    /// instant known or gave it amounts later.
    func creditCause(otherwise fallback: Sequence) -> Sequence {
        [first, rejudge, adjustment, edit].lazy.compactMap(\.self).first ?? reversal ?? fallback
    }

    /// The cause of the reversals that stand beside an order's first credit.
    func reversalCause(otherwise fallback: Sequence) -> Sequence {
        reversal ?? creditCause(otherwise: fallback)
    }
}
