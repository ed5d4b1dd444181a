import MeritCore

/// Builds one batch after the other in the same memory.
struct BatchEncoder: Sendable {
    /// The batch, padded, after `finish` or `seal`.
    private(set) var bytes: [UInt8] = []
    private var count = 0

    mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: repeatElement(0, count: BatchHeader.byteCount))
        count = 0
    }

    mutating func append(_ buffer: borrowing RecordBuffer) {
        bytes.append(contentsOf: buffer.encoded)
        count += buffer.count
    }

    /// Numbers the records from `mark` on, closes the batch and returns the mark behind it.
    mutating func finish(
        after mark: JournalMark, in segment: SegmentHeader, at offset: UInt64,
        durableThrough: Sequence, checksum: BatchChecksum
    ) -> JournalMark {
        let first = mark.sequence.advanced(by: 1)
        var link = ChainLink(
            after: mark.chain, node: segment.node, run: segment.run, first: first, count: count)
        var place = BatchHeader.byteCount
        for index in 0..<count {
            let publicBytes = Int(bytes[place...].load(UInt32.self, at: 0))
            let personalBytes = Int(bytes[place...].load(UInt32.self, at: 4))
            let chained = RecordLayout.prefixBytes + publicBytes
            bytes.store(
                first.value + UInt64(index), at: place + RecordLayout.sequenceOffset)
            link.add(bytes.span.extracting(place..<place + chained))
            place += chained + personalBytes
        }
        let chain = link.value
        close(
            .records, chain: chain, first: first, segment: segment, offset: offset,
            durableThrough: durableThrough, checksum: checksum)
        return JournalMark(sequence: mark.sequence.advanced(by: UInt64(count)), chain: chain)
    }

    /// Builds the seal that stands behind the last batch of a cleanly ended segment. Everything
    /// before it has to be durable; the chain passes through it unchanged.
    mutating func seal(
        after mark: JournalMark, in segment: SegmentHeader, at offset: UInt64,
        checksum: BatchChecksum
    ) {
        begin()
        close(
            .seal, chain: mark.chain, first: mark.sequence.advanced(by: 1), segment: segment,
            offset: offset, durableThrough: mark.sequence, checksum: checksum)
    }

    private mutating func close(
        _ kind: BatchHeader.Kind, chain: Digest, first: Sequence, segment: SegmentHeader,
        offset: UInt64, durableThrough: Sequence, checksum: BatchChecksum
    ) {
        let end = bytes.count
        let header = BatchHeader(
            kind: kind, length: end + BatchHeader.linkBytes, count: count, first: first,
            durableThrough: durableThrough)
        bytes.append(contentsOf: repeatElement(0, count: header.paddedLength - end))
        bytes.store(chain, at: end)
        header.store(in: &bytes, salt: segment.salt, offset: offset)
        bytes.store(checksum.value(bytes.span), at: BatchHeader.checksumOffset)
    }
}
