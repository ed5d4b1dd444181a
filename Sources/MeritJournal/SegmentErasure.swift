import MeritCore

/// Blanks personal parts in one segment.
struct SegmentErasure {
    let wanted: Set<Sequence>
    /// The first sequence of the next segment, where this one ends.
    let before: Sequence?
    private(set) var blanked = 0
    private(set) var alreadyBlank = 0

    init(wanted: Set<Sequence>, before: Sequence?) {
        self.wanted = wanted
        self.before = before
    }

    /// Writes the segment anew where a wanted record still has a personal part, and puts the copy
    /// in its place. Both have the same batches at the same offsets.
    mutating func run(
        _ first: Sequence, disk: any Disk, faults: PlantedFaults
    ) throws(JournalError) {
        var file = try SegmentFile(first, on: disk, faults: faults)
        guard try count(&file) > 0 else { return }
        var copy = try SegmentCopy(SegmentName.erasing(first), on: disk)
        try copy.append(&file, 0..<UInt64(SegmentHeader.byteCount))
        var offset = UInt64(SegmentHeader.byteCount)
        var due = first
        while let batch = try next(&file, at: offset, due: due) {
            var bytes = Array(batch.bytes)
            blanked += blank(&bytes, batch.header)
            bytes.store(
                file.decoder.checksum.value(bytes.span), at: BatchHeader.checksumOffset)
            try copy.append(bytes.span)
            offset = batch.end
            due = batch.header.first.advanced(by: UInt64(batch.header.count))
        }
        try copy.sync()
        try copy.replace(file.name)
    }

    /// How many wanted records still have a personal part; notes the others.
    private mutating func count(_ file: inout SegmentFile) throws(JournalError) -> Int {
        var pending = 0
        var seen = 0
        var offset = UInt64(SegmentHeader.byteCount)
        var due = file.header.first
        while let batch = try next(&file, at: offset, due: due) {
            for place in places(batch.bytes, batch.header) {
                seen += 1
                let part = batch.bytes.dropFirst(place.personal).prefix(place.end - place.personal)
                if part.contains(where: { $0 != 0 }) { pending += 1 }
            }
            offset = batch.end
            due = batch.header.first.advanced(by: UInt64(batch.header.count))
        }
        alreadyBlank += seen - pending
        return pending
    }

    /// The batch at `offset`, the seal included; nil at the segment's end.
    private func next(
        _ file: inout SegmentFile, at offset: UInt64, due: Sequence
    ) throws(JournalError) -> WholeBatch? {
        if due == before {
            // Only the seal may belong to the segment; what an unfinished write left does not.
            guard let batch = try file.batch(at: offset), batch.header.kind == .seal else {
                return nil
            }
            return batch
        }
        guard let batch = try file.batch(at: offset), batch.header.first == due else {
            guard before == nil else {
                throw .damaged(
                    file.name, at: offset, "no whole batch where sequence \(due.value) is due")
            }
            return nil
        }
        return batch
    }

    /// Blanks the wanted records of one batch; returns how many had something to blank.
    private func blank(_ bytes: inout [UInt8], _ batch: BatchHeader) -> Int {
        var count = 0
        for place in places(bytes[...], batch) {
            let range = place.personal..<place.end
            guard bytes[range].contains(where: { $0 != 0 }) else { continue }
            count += 1
            for index in range { bytes[index] = 0 }
        }
        return count
    }

    /// The wanted records of one batch.
    private func places(_ bytes: ArraySlice<UInt8>, _ batch: BatchHeader) -> [RecordPlace] {
        var walk = RecordWalk(bytes, batch)
        var places: [RecordPlace] = []
        for index in 0..<batch.count {
            let sequence = batch.first.advanced(by: UInt64(index))
            guard let place = walk.next(sequence: sequence.value) else { return places }
            if wanted.contains(sequence) { places.append(place) }
        }
        return places
    }
}
