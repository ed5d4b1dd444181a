package import MeritCore

/// A place between two batches, named by what lies before it: the last sequence and the chain
/// value there. Who holds a mark can tell later whether a journal still contains that past.
package struct JournalMark: Hashable, Sendable {
    /// The last sequence before the place; 0 at the very start.
    package let sequence: Sequence
    package let chain: Digest

    package init(sequence: Sequence, chain: Digest) {
        self.sequence = sequence
        self.chain = chain
    }

    /// Before the first fact.
    package static let zero = JournalMark(sequence: .zero, chain: .zero)
}
