package import MeritCore

/// A batch boundary: its mark and where in the files it lies. It stays valid over restarts,
/// recovery and erasure.
package struct JournalPosition: Hashable, Sendable {
    /// The segment of the batch that ends here, by its first sequence.
    package let segment: Sequence
    /// Where that batch begins in the file; 0 where no batch of the segment lies before.
    package let batch: UInt64
    /// Where it ends.
    package let offset: UInt64
    package let mark: JournalMark

    package init(segment: Sequence, batch: UInt64, offset: UInt64, mark: JournalMark) {
        self.segment = segment
        self.batch = batch
        self.offset = offset
        self.mark = mark
    }

    /// Before the first fact.
    package static let start = JournalPosition(
        segment: Sequence(1), batch: 0, offset: UInt64(SegmentHeader.byteCount), mark: .zero)
}

extension ByteWriter {
    /// 64 bytes: segment, batch, offset, sequence, chain.
    package mutating func write(_ position: JournalPosition) {
        write(fixed: position.segment.value)
        write(fixed: position.batch)
        write(fixed: position.offset)
        write(fixed: position.mark.sequence.value)
        write(position.mark.chain)
    }
}

extension ByteReader {
    package mutating func journalPosition() throws(Fault) -> JournalPosition {
        let segment = Sequence(try fixed(UInt64.self))
        let batch = try fixed(UInt64.self)
        let offset = try fixed(UInt64.self)
        let sequence = Sequence(try fixed(UInt64.self))
        let chain = try digest()
        return JournalPosition(
            segment: segment, batch: batch, offset: offset,
            mark: JournalMark(sequence: sequence, chain: chain))
    }
}
