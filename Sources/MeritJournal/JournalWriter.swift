import MeritCore

/// Why a batch was not written or not synced.
enum WriteFault: Error, Hashable, Sendable {
    /// No room. Nothing of the batch counts; a later one may be written.
    case full
    /// The writer has stopped for good.
    case failed
}

/// Writes batches one behind the other: the only code that writes to a segment. A value that one
/// thread owns; it calls the disk and decides nothing about who may write.
struct JournalWriter: Sendable {
    private let disk: any Disk
    private let options: JournalOptions
    private let run: RunID
    private let randomness: @Sendable () -> UInt64
    private let supply: SegmentSupply
    private var encoder = BatchEncoder()
    private var active: ActiveSegment?
    private var nextCapacity: Int
    private var preparations = 0

    /// Behind the last batch that was written.
    private(set) var written: JournalPosition
    /// Behind the last batch that was synced.
    private(set) var durable: JournalPosition
    /// Run and first sequence of every segment that has records, ascending.
    private(set) var segments: [RunStart]
    /// Set once, by the first failed write or sync; nothing is written or synced afterwards.
    private(set) var failure: JournalError?

    init(
        _ recovered: RecoveredJournal, options: JournalOptions, disk: any Disk, run: RunID,
        supply: SegmentSupply, randomness: @escaping @Sendable () -> UInt64
    ) {
        self.disk = disk
        self.options = options
        self.run = run
        self.supply = supply
        self.randomness = randomness
        nextCapacity = options.segmentBytesFirst
        written = recovered.position
        durable = recovered.position
        segments = recovered.segments
    }

    var isSynced: Bool { written == durable }

    /// Writes the buffers' records as one batch, numbered in order, and returns the first number.
    /// Behind the last number that a click id can carry, the journal is full.
    mutating func write(_ buffers: [RecordBuffer]) throws(WriteFault) -> Sequence {
        let count = buffers.reduce(0) { $0 + $1.count }
        guard written.mark.sequence.value + UInt64(count) < Sequence.bound else { throw .full }
        let bytes = buffers.reduce(0) { $0 + $1.byteCount }
        let need = BatchHeader.paddedLength(recordBytes: bytes)
        let first = written.mark.sequence.advanced(by: 1)
        // Twice: a write that came out short is followed by nothing in its segment, so the batch
        // is written anew in the next one.
        for _ in 0..<2 {
            var segment = try room(for: need)
            encoder.begin()
            for buffer in buffers { encoder.append(buffer) }
            let mark = encoder.finish(
                after: written.mark, in: segment.header, at: segment.offset,
                durableThrough: durable.mark.sequence, checksum: segment.checksum)
            guard try writeOnce(segment) == need else {
                try abandon(segment)
                continue
            }
            note(segment)
            written = JournalPosition(
                segment: segment.header.first, batch: segment.offset,
                offset: segment.offset + UInt64(need), mark: mark)
            segment.offset = written.offset
            active = segment
            return first
        }
        throw .full
    }

    /// Makes everything that was written durable.
    mutating func sync() throws(WriteFault) {
        guard failure == nil else { throw .failed }
        guard !isSynced, let active else { return }
        if !options.plantedFaults.contains(.syncRemoved) { try sync(active.file) }
        durable = written
    }

    /// Ends the active segment with its seal, so that it is never written again. The next batch
    /// begins a new one.
    mutating func endSegment() throws(WriteFault) {
        guard failure == nil else { throw .failed }
        guard let segment = active else { return }
        try sync()
        active = nil
        guard written.segment == segment.header.first, written.batch > 0 else { return }
        encoder.seal(
            after: written.mark, in: segment.header, at: segment.offset,
            checksum: segment.checksum)
        let end = segment.offset + UInt64(BatchHeader.boundary)
        // Without room for the seal the segment stays open-ended, which the next one's header or
        // the next recovery settles.
        guard try writeOnce(segment) == encoder.bytes.count else { return }
        do {
            try uninterrupted { () throws(DiskError) in try segment.file.truncate(to: end) }
        } catch {
            throw fail(error, SegmentName.segment(segment.header.first))
        }
        try sync(segment.file)
    }
}

/// The segment that is being written.
private struct ActiveSegment: Sendable {
    let header: SegmentHeader
    let file: any DiskFile
    let capacity: Int
    let checksum: BatchChecksum
    /// Where the next batch goes.
    var offset: UInt64
}

extension JournalWriter {
    /// The active segment where `need` bytes and a seal fit, else a new one.
    private mutating func room(for need: Int) throws(WriteFault) -> ActiveSegment {
        guard failure == nil else { throw .failed }
        let reserved = need + BatchHeader.boundary
        if let active, Int(active.offset) + reserved <= active.capacity { return active }
        try endSegment()
        let prepared = try prepared(SegmentHeader.byteCount + reserved)
        let segment = try begin(prepared)
        active = segment
        return segment
    }

    /// A prepared file of at least `bytes`; where the disk is too full for a usual one, one that
    /// holds just that.
    private mutating func prepared(_ bytes: Int) throws(WriteFault) -> PreparedSegment {
        if let ready = supply.take() {
            if ready.capacity >= bytes { return ready }
            try? disk.clear(ready.name)
        }
        for capacity in [max(nextCapacity, bytes), bytes] {
            preparations += 1
            let name = SegmentName.prepared("now", preparations)
            do {
                return try PreparedSegment.make(name, capacity: capacity, on: disk)
            } catch  where error.isFull {
                // Gives back what the attempt took; what can't be removed is removed at the start.
                try? disk.clear(name)
            } catch {
                throw fail(error, name)
            }
        }
        throw .full
    }

    /// Turns a prepared file into the next segment: header, file and directory are durable before
    /// the first batch.
    private mutating func begin(_ prepared: PreparedSegment) throws(WriteFault) -> ActiveSegment {
        let first = written.mark.sequence.advanced(by: 1)
        let header = SegmentHeader(
            node: options.node, run: run, first: first, chain: written.mark.chain,
            salt: randomness())
        do {
            try prepared.file.writeWhole(header.encoded.span, at: 0)
        } catch  where error.isFull {
            try? disk.clear(prepared.name)
            throw .full
        } catch {
            throw fail(error, prepared.name)
        }
        try sync(prepared.file)
        try settle(prepared, as: first)
        nextCapacity = min(max(prepared.capacity, nextCapacity) * 4, options.segmentBytesMax)
        supply.request(nextCapacity)
        return ActiveSegment(
            header: header, file: prepared.file, capacity: prepared.capacity,
            checksum: BatchChecksum(salt: header.salt, faults: options.plantedFaults),
            offset: UInt64(SegmentHeader.byteCount))
    }

    /// Gives a prepared file the name of the segment that begins with `first`, durably.
    private mutating func settle(
        _ prepared: PreparedSegment, as first: Sequence
    ) throws(WriteFault) {
        let name = SegmentName.segment(first)
        let disk = disk
        do {
            try uninterrupted { () throws(DiskError) in try disk.rename(prepared.name, to: name) }
        } catch  where error.isFull {
            try? disk.clear(prepared.name)
            throw .full
        } catch {
            throw fail(error, name)
        }
        guard !options.plantedFaults.contains(.directorySyncRemoved) else { return }
        do {
            try disk.syncDirectory()
        } catch {
            throw fail(error, name)
        }
    }

    /// Writes the encoder's batch by one call, and returns how much of it was written. Only a call
    /// that did nothing at all is repeated.
    private mutating func writeOnce(_ segment: ActiveSegment) throws(WriteFault) -> Int {
        while true {
            do {
                return try segment.file.write(encoder.bytes.span, at: segment.offset)
            } catch  where error.isInterruption {
                continue
            } catch  where error.isFull {
                return 0
            } catch {
                throw fail(error, SegmentName.segment(segment.header.first))
            }
        }
    }

    /// Leaves a segment in which a write came out short. What it holds becomes durable first,
    /// because the next segment's header will vouch for it.
    private mutating func abandon(_ segment: ActiveSegment) throws(WriteFault) {
        try sync()
        active = nil
        // Only to give the space back: readers never look behind where the next segment begins,
        // and until there is one, recovery cuts the unfinished batch.
        try? segment.file.truncate(to: segment.offset)
    }

    private mutating func note(_ segment: ActiveSegment) {
        let start = RunStart(run: run, node: options.node, first: segment.header.first)
        if segments.last != start { segments.append(start) }
    }

    private mutating func sync(_ file: any DiskFile) throws(WriteFault) {
        do {
            try file.sync()
        } catch {
            if options.plantedFaults.contains(.failedSyncRetried), (try? file.sync()) != nil {
                return
            }
            throw fail(error, active.map { SegmentName.segment($0.header.first) })
        }
    }

    /// Stops the writer for good and lets go of the descriptor.
    private mutating func fail(_ error: DiskError, _ file: String?) -> WriteFault {
        failure = failure ?? .of(error, file: file)
        active = nil
        return .failed
    }
}
