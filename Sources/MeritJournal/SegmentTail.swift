import MeritCore

/// What stands in a segment behind its last whole batch.
enum SegmentTail: Hashable, Sendable {
    /// Only zeros, as prepared, or nothing.
    case untouched
    /// Something that never became a whole batch, up to this many bytes.
    case torn(bytes: UInt64)
    /// A batch behind the bad one says that the bad one had been synced.
    case damaged(evidence: UInt64)
}

extension SegmentFile {
    /// Judges what stands behind `end`. It is damage where a whole batch further on was written
    /// when the sequence due at `end` was known to be durable; otherwise it was never acknowledged.
    mutating func tail(behind end: JournalPosition) throws(JournalError) -> SegmentTail {
        let due = end.mark.sequence.advanced(by: 1)
        let length = try length()
        var offset = end.offset
        var last = end.offset
        while offset < length {
            let block = try bytes(BatchHeader.boundary, at: offset, limit: nil)
            if let index = block.lastIndex(where: { $0 != 0 }) {
                last = offset + UInt64(index - block.startIndex) + 1
                if let batch = try batchInWindow(at: offset), batch.header.durableThrough >= due {
                    return .damaged(evidence: offset)
                }
            }
            offset += UInt64(BatchHeader.boundary)
        }
        return last > end.offset ? .torn(bytes: last - end.offset) : .untouched
    }
}
