import MeritCore

/// Reads a whole journal without a lock and without changing anything, from the first record to the
/// last whole batch. Where somebody writes to it meanwhile, it reads that too, as far as the
/// segments reach that were there at the beginning, and durable or not. Everything is checked:
/// headers, checksums, contiguity, the chain, node and run, personal hashes.
package struct JournalScanner: ~Copyable, Sendable {
    private let segments: [Sequence]
    private var cursor: SegmentCursor
    private var isAtEnd = false

    /// Run, node and first sequence of every segment.
    package let starts: [RunStart]
    /// Bytes behind the last whole batch that are no batch: the tail of an unclean stop. Known
    /// after `next` returned nil.
    package private(set) var tornTailBytes: UInt64 = 0
    /// True after `next` returned nil where the last segment was ended cleanly.
    package private(set) var isSealed = false

    package init(disk: any Disk) throws(JournalError) { try self.init(disk: disk, faults: []) }

    init(disk: any Disk, faults: PlantedFaults) throws(JournalError) {
        let segments = try concerning(nil) { () throws(DiskError) in try disk.segments() }
        if let first = segments.first, first != Sequence(1) {
            throw .missingSegment(Sequence(1), "the oldest one begins with \(first.value)")
        }
        var starts: [RunStart] = []
        for first in segments {
            let header = try SegmentFile(first, on: disk, faults: faults).header
            starts.append(RunStart(run: header.run, node: header.node, first: first))
        }
        self.segments = segments
        self.starts = starts
        cursor = SegmentCursor(
            disk: disk, from: .start, node: starts.first?.node, faults: faults)
    }

    /// Behind the batch that was returned last; at the end, the journal's last mark.
    package var position: JournalPosition { cursor.position }

    /// The next batch, or nil at the end. Throws where synced bytes are damaged; a torn tail of the
    /// last segment is no damage.
    package mutating func next() throws(JournalError) -> JournalBatch? {
        guard !isAtEnd else { return nil }
        switch try cursor.next(segments, limit: nil) {
        case .batch(let batch): return batch
        case .end: isSealed = true
        case .notWhole:
            if let batch = try judgeTail() { return batch }
        }
        isAtEnd = true
        return nil
    }

    /// Decides what stands behind the last whole batch. Returns the batch there where a writer has
    /// completed it meanwhile.
    private mutating func judgeTail() throws(JournalError) -> JournalBatch? {
        guard var file = cursor.open else { return nil }
        switch try file.tail(behind: cursor.position) {
        case .untouched: return nil
        case .torn(let bytes):
            tornTailBytes = bytes
            return nil
        case .damaged(let evidence):
            // A writer completes a batch before it begins the next one.
            if case .batch(let batch) = try cursor.next(segments, limit: nil) { return batch }
            throw .damaged(
                file.name, at: cursor.position.offset,
                "sequence \(cursor.position.mark.sequence.value + 1) was synced here, as the "
                    + "batch at byte \(evidence) says, and can't be read")
        }
    }
}
