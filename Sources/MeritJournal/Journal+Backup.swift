import MeritCore
import Synchronization

/// A file of a journal, and how much of it belongs to what is durable.
package struct JournalExtent: Hashable, Sendable {
    package let file: String
    /// Nil: the whole file.
    package let bytes: UInt64?
}

extension Journal {
    /// What a copy has to contain to be this journal up to its durable mark. Files listed here keep
    /// these bytes while the journal is open, personal parts that are erased excepted. Opening the
    /// copy treats it like a journal after an unclean stop.
    package func backupExtents() -> [JournalExtent] {
        let (segments, durable) = shared.withLock { ($0.segments, $0.progress.durable) }
        guard durable.mark.sequence > .zero else { return [] }
        return segments.filter { $0 <= durable.segment }.map { first in
            JournalExtent(
                file: SegmentName.segment(first),
                bytes: first == durable.segment ? durable.offset : nil)
        }
    }
}
