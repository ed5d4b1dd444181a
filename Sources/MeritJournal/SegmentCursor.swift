import MeritCore

/// What a cursor found.
enum CursorStep: Sendable {
    case batch(JournalBatch)
    /// The limit was reached, or the last segment's seal.
    case end
    /// No whole batch stands where the last segment goes on.
    case notWhole
}

/// Steps through the batches of a journal, over the borders of segments, and checks everything:
/// headers, checksums, contiguity, the chain, personal hashes.
struct SegmentCursor: Sendable {
    private let disk: any Disk
    private let faults: PlantedFaults
    private let node: NodeNumber?
    private(set) var position: JournalPosition
    private(set) var open: SegmentFile?

    /// Trusts `position`. A node that is given has to be the one of every segment.
    init(
        disk: any Disk, from position: JournalPosition, node: NodeNumber?, faults: PlantedFaults
    ) {
        self.disk = disk
        self.position = position
        self.node = node
        self.faults = faults
    }

    /// `segments` are the first sequences of all segments, ascending. Reads nothing behind `limit`.
    mutating func next(
        _ segments: [Sequence], limit: JournalPosition?
    ) throws(JournalError) -> CursorStep {
        if let limit, position.mark.sequence >= limit.mark.sequence { return .end }
        let due = position.mark.sequence.advanced(by: 1)
        var following = Self.following(segments, position.segment)
        if open == nil, segments.contains(position.segment) { try enter(position.segment) }
        if following == due {
            try enter(due)
            position = try startOfOpenSegment()
            following = Self.following(segments, due)
        }
        let limitOffset = limit.flatMap { $0.segment == position.segment ? $0.offset : nil }
        guard let batch = try open?.batch(at: position.offset, limit: limitOffset) else {
            return try nothingWhole(isLast: following == nil && limit == nil)
        }
        guard batch.header.kind == .records else {
            try checkSeal(batch.header, following: following, limit: limit)
            return .end
        }
        return .batch(try take(batch))
    }

    private mutating func enter(_ first: Sequence) throws(JournalError) {
        let file = try SegmentFile(first, on: disk, faults: faults)
        if let node, node != file.header.node {
            throw .wrongNode(file.name, wrote: file.header.node, expected: node)
        }
        open = file
    }

    private func startOfOpenSegment() throws(JournalError) -> JournalPosition {
        guard let open else { return position }
        guard open.header.mark == position.mark else {
            throw .damaged(open.name, at: 40, "the segment does not continue the chain")
        }
        return open.header.position
    }

    private mutating func take(_ batch: WholeBatch) throws(JournalError) -> JournalBatch {
        guard let open else { return JournalBatch(records: [], end: position) }
        let (records, mark) = try open.decoder.records(
            batch.bytes, batch.header, at: batch.offset, after: position.mark)
        guard !records.isEmpty else {
            throw .damaged(open.name, at: batch.offset + 8, "a batch without records")
        }
        position = JournalPosition(
            segment: open.header.first, batch: batch.offset, offset: batch.end, mark: mark)
        return JournalBatch(records: records, end: position)
    }

    private func nothingWhole(isLast: Bool) throws(JournalError) -> CursorStep {
        if isLast { return .notWhole }
        let name = open?.name ?? SegmentName.segment(position.segment)
        throw .damaged(
            name, at: position.offset,
            "no whole batch where sequence \(position.mark.sequence.value + 1) is due")
    }

    private func checkSeal(
        _ seal: BatchHeader, following: Sequence?, limit: JournalPosition?
    ) throws(JournalError) {
        let due = position.mark.sequence.advanced(by: 1)
        let name = open?.name ?? SegmentName.segment(position.segment)
        guard seal.first == due else {
            throw .damaged(name, at: position.offset, "the seal does not follow the last record")
        }
        guard following == nil, limit == nil else {
            throw .missingSegment(due, "\(name) ends before it")
        }
    }

    /// The first segment behind `segment`.
    private static func following(_ segments: [Sequence], _ segment: Sequence) -> Sequence? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle] > segment { high = middle } else { low = middle + 1 }
        }
        return low < segments.count ? segments[low] : nil
    }
}

extension SegmentCursor {
    /// Guarantees that `position` is a batch boundary of this journal with that chain value.
    mutating func check(_ segments: [Sequence]) throws(JournalError) {
        if position.mark == .zero { return }
        guard segments.contains(position.segment) else {
            throw .unknownPosition(position, "there is no such segment")
        }
        try enter(position.segment)
        guard var file = open else { return }
        guard position.batch > 0 else {
            guard file.header.position == position else {
                throw .unknownPosition(position, "the segment begins otherwise")
            }
            return
        }
        guard let batch = try file.batch(at: position.batch), batch.end == position.offset,
            BatchDecoder.chain(batch.bytes, batch.header) == position.mark.chain,
            batch.header.first.value + UInt64(batch.header.count)
                == position.mark.sequence.value + 1
        else { throw .unknownPosition(position, "no batch with this chain value ends there") }
    }
}
