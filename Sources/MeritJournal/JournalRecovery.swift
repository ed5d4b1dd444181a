import MeritCore

/// A journal as it stands after recovery: every segment was closed by its seal or its successor.
struct RecoveredJournal: Sendable {
    /// Run, node and first sequence of every segment, ascending.
    let segments: [RunStart]
    let position: JournalPosition
    let report: RecoveryReport
}

/// Brings a directory into a state that can be read and appended to. Until its last rename it
/// changes no segment, so it can be interrupted anywhere and made again.
struct JournalRecovery {
    let disk: any Disk
    let options: JournalOptions

    private var faults: PlantedFaults { options.plantedFaults }

    /// The caller holds the directory's lock.
    func run() throws(JournalError) -> RecoveredJournal {
        try clearLeftovers()
        var firsts = try segments()
        if let first = firsts.first, first != Sequence(1) {
            throw .missingSegment(Sequence(1), "the oldest one begins with \(first.value)")
        }
        var starts = try headers(firsts)
        let copied = try settleLast(&firsts)
        starts.removeLast(starts.count - firsts.count)
        let position = try checkNewest(firsts)
        return RecoveredJournal(
            segments: starts, position: position,
            report: RecoveryReport(
                cut: try tornTails(), copied: copied, segments: firsts.count,
                last: position.mark))
    }

    private func clearLeftovers() throws(JournalError) {
        try concerning(nil) { () throws(DiskError) in
            let names = try uninterrupted { () throws(DiskError) in try disk.names() }
            for name in names where SegmentName.isLeftover(name) { try disk.clear(name) }
        }
    }

    private func segments() throws(JournalError) -> [Sequence] {
        try concerning(nil) { () throws(DiskError) in try disk.segments() }
    }

    private func headers(_ firsts: [Sequence]) throws(JournalError) -> [RunStart] {
        var starts: [RunStart] = []
        for first in firsts {
            let file = try SegmentFile(first, on: disk, faults: faults)
            guard file.header.node == options.node else {
                throw .wrongNode(file.name, wrote: file.header.node, expected: options.node)
            }
            starts.append(RunStart(run: file.header.run, node: file.header.node, first: first))
        }
        return starts
    }

    /// Makes the last segment one that was ended cleanly, and drops segments at the end that never
    /// got a record. True when something had to be done.
    private func settleLast(_ firsts: inout [Sequence]) throws(JournalError) -> Bool {
        var acted = false
        while let last = firsts.last {
            var file = try SegmentFile(last, on: disk, faults: faults)
            let (end, isSealed) = try wholeBatches(&file)
            if isSealed || (end.batch > 0 && faults.contains(.recoveryTrustsPageCache)) {
                return acted
            }
            acted = true
            try keepTornTail(&file, behind: end)
            if end.batch > 0 {
                try replace(&file, upTo: end)
                return true
            }
            let name = file.name
            try concerning(name) { () throws(DiskError) in
                try disk.clear(name)
                try disk.syncDirectory()
            }
            firsts.removeLast()
        }
        return acted
    }

    /// The end of the last whole batch, and whether a seal follows it.
    private func wholeBatches(
        _ file: inout SegmentFile
    ) throws(JournalError) -> (end: JournalPosition, isSealed: Bool) {
        var end = file.header.position
        while let batch = try file.batch(at: end.offset),
            batch.header.first == end.mark.sequence.advanced(by: 1)
        {
            if batch.header.kind == .seal { return (end, true) }
            let mark = JournalMark(
                sequence: end.mark.sequence.advanced(by: UInt64(batch.header.count)),
                chain: BatchDecoder.chain(batch.bytes, batch.header))
            end = JournalPosition(
                segment: end.segment, batch: batch.offset, offset: batch.end, mark: mark)
        }
        return (end, false)
    }

    private func keepTornTail(
        _ file: inout SegmentFile, behind end: JournalPosition
    ) throws(JournalError) {
        switch try file.tail(behind: end) {
        case .untouched: return
        case .damaged(let evidence):
            throw .damaged(
                file.name, at: end.offset,
                "sequence \(end.mark.sequence.value + 1) was synced here, as the batch at byte "
                    + "\(evidence) says, and can't be read")
        case .torn(let count):
            let name = SegmentName.torn(end.segment, file.header.run)
            var aside = try SegmentCopy(name, on: disk)
            try aside.append(&file, end.offset..<end.offset + count)
            try aside.sync()
        }
    }

    /// Copies the whole batches, so that what the page cache holds and the disk may not is written
    /// and synced before anybody relies on it, and seals the copy.
    private func replace(
        _ file: inout SegmentFile, upTo end: JournalPosition
    ) throws(JournalError) {
        var copy = try SegmentCopy(SegmentName.recovering(file.header.first), on: disk)
        try copy.append(&file, 0..<UInt64(SegmentHeader.byteCount))
        var offset = UInt64(SegmentHeader.byteCount)
        while offset < end.offset {
            guard let batch = try file.batch(at: offset) else {
                throw .damaged(file.name, at: offset, "the batch changed while it was copied")
            }
            try copy.append(batch.bytes.span)
            offset = batch.end
        }
        var seal = BatchEncoder()
        seal.seal(
            after: end.mark, in: file.header, at: offset, checksum: file.decoder.checksum)
        try copy.append(seal.bytes.span)
        try copy.sync()
        try copy.replace(file.name)
    }

    /// Checks the newest segments as far as the options ask, the last one always, and returns the
    /// journal's end.
    private func checkNewest(_ firsts: [Sequence]) throws(JournalError) -> JournalPosition {
        guard var start = firsts.last else { return .start }
        var bytes: UInt64 = 0
        for first in firsts.reversed() {
            bytes += try SegmentFile(first, on: disk, faults: faults).length()
            if bytes > options.openingCheckBytesMax, first != firsts.last { break }
            start = first
        }
        let header = try SegmentFile(start, on: disk, faults: faults).header
        guard start != Sequence(1) || header.chain == .zero else {
            throw .damaged(
                SegmentName.segment(start), at: 40, "the first chain value is not zero")
        }
        var cursor = SegmentCursor(
            disk: disk, from: header.position, node: options.node, faults: faults)
        while case .batch = try cursor.next(firsts, limit: nil) {}
        return cursor.position
    }

    private func tornTails() throws(JournalError) -> [TornTail] {
        try concerning(nil) { () throws(DiskError) in
            var tails: [TornTail] = []
            let names = try uninterrupted { () throws(DiskError) in try disk.names() }
            for name in names.sorted() {
                guard let segment = SegmentName.first(ofTorn: name) else { continue }
                let file = try disk.opened(name, .read)
                let bytes = try uninterrupted { () throws(DiskError) in try file.length() }
                tails.append(TornTail(segment: segment, file: name, bytes: bytes))
            }
            return tails
        }
    }
}
