import MeritCore
import Synchronization

/// Reads a journal that is open for writing, batch by batch, up to what is durable. Everything is
/// checked as it is read.
package struct JournalReader: ~Copyable, Sendable {
    private let journal: Journal
    private var cursor: SegmentCursor

    init(_ journal: Journal, _ cursor: SegmentCursor) {
        self.journal = journal
        self.cursor = cursor
    }

    /// Behind the batch that was returned last.
    package var position: JournalPosition { cursor.position }

    /// The next batch, or nil where nothing further is durable now; call again later.
    package mutating func next() throws(JournalError) -> JournalBatch? {
        let (segments, limit) = journal.shared.withLock { shared in
            (shared.segments, shared.progress.readable(journal.options.plantedFaults))
        }
        guard case .batch(let batch) = try cursor.next(segments, limit: limit) else { return nil }
        return batch
    }
}

extension Journal {
    /// A reader that begins behind `position`. Throws `.positionUnknown` where this journal has no
    /// batch that ends there with that chain value, or where that is not durable.
    package func reader(from position: JournalPosition) throws(JournalError) -> JournalReader {
        let (segments, durable) = shared.withLock { ($0.segments, $0.progress.durable) }
        guard position.mark.sequence <= durable.mark.sequence else {
            throw .unknownPosition(
                position, "it lies behind the journal's end at \(durable.mark.sequence.value)")
        }
        var cursor = SegmentCursor(
            disk: disk, from: position, node: node, faults: options.plantedFaults)
        try cursor.check(segments)
        return JournalReader(self, cursor)
    }
}
