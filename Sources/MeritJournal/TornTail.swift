package import MeritCore

/// The end of a segment that was cut after an unclean stop, and kept aside.
package struct TornTail: Hashable, Sendable {
    /// The first sequence of the segment it was cut from.
    package let segment: Sequence
    /// The file that keeps it.
    package let file: String
    package let bytes: UInt64
}

/// What opening a journal found and did.
package struct RecoveryReport: Hashable, Sendable {
    /// Torn tails that a `recovered` fact of this run reports.
    package let cut: [TornTail]
    /// True after an unclean stop: the last segment was copied before anything read it.
    package let copied: Bool
    package let segments: Int
    /// The end of the journal as it was found.
    package let last: JournalMark
}

/// A run of the writer that recorded something, and the first sequence it recorded.
package struct RunStart: Hashable, Sendable {
    package let run: RunID
    package let node: NodeNumber
    package let first: Sequence
}
