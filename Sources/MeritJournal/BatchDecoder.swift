import MeritCore
import MeritCrypto

/// Reads the batches of one segment from their bytes.
struct BatchDecoder: Sendable {
    let header: SegmentHeader
    let file: String
    let checksum: BatchChecksum

    init(_ header: SegmentHeader, file: String, faults: PlantedFaults) {
        self.header = header
        self.file = file
        checksum = BatchChecksum(salt: header.salt, faults: faults)
    }

    /// The header of the whole batch that begins at `offset`, where `bytes` hold it from there on
    /// and its checksum agrees.
    func frame(_ bytes: ArraySlice<UInt8>, at offset: UInt64) -> BatchHeader? {
        guard let batch = BatchHeader(bytes, salt: header.salt, offset: offset),
            bytes.count >= batch.paddedLength
        else { return nil }
        let stated = bytes.load(UInt32.self, at: BatchHeader.checksumOffset)
        let padded = bytes.prefix(batch.paddedLength)
        return stated == checksum.value(padded.span) ? batch : nil
    }

    /// The records of a batch whose checksum agreed, and the mark behind it. `bytes` begin with
    /// the batch. What does not agree here was not written by this program, or was changed
    /// together with its checksum.
    func records(
        _ bytes: ArraySlice<UInt8>, _ batch: BatchHeader, at offset: UInt64, after mark: JournalMark
    ) throws(JournalError) -> ([Record], JournalMark) {
        guard batch.first == mark.sequence.advanced(by: 1) else {
            throw .damaged(
                file, at: offset + 16,
                "the batch begins with sequence \(batch.first.value) where "
                    + "\(mark.sequence.value + 1) is due")
        }
        var link = ChainLink(
            after: mark.chain, node: header.node, run: header.run, first: batch.first,
            count: batch.count)
        var walk = RecordWalk(bytes, batch)
        var records: [Record] = []
        records.reserveCapacity(min(batch.count, batch.length / RecordLayout.publicBytesMin))
        for index in 0..<batch.count {
            guard let place = walk.next(sequence: batch.first.value + UInt64(index)) else {
                throw .damaged(file, at: offset + UInt64(walk.offset), "a record is malformed")
            }
            link.add(bytes.span.extracting(place.chained))
            records.append(try record(bytes, place, at: offset))
        }
        let chain = link.value
        guard walk.isAtEnd, chain == Self.chain(bytes, batch) else {
            throw .damaged(file, at: offset, "the batch does not continue the chain")
        }
        let last = mark.sequence.advanced(by: UInt64(batch.count))
        return (records, JournalMark(sequence: last, chain: chain))
    }

    /// The chain value that a batch states.
    static func chain(_ bytes: ArraySlice<UInt8>, _ batch: BatchHeader) -> Digest {
        bytes.digest(at: batch.length - BatchHeader.linkBytes)
    }

    private func record(
        _ bytes: ArraySlice<UInt8>, _ place: RecordPlace, at offset: UInt64
    ) throws(JournalError) -> Record {
        let start = bytes.startIndex + place.start
        let head = bytes[start...]
        return Record(
            sequence: Sequence(head.load(UInt64.self, at: RecordLayout.sequenceOffset)),
            node: header.node, run: header.run,
            kind: head.load(UInt16.self, at: RecordLayout.kindOffset),
            version: bytes[start + RecordLayout.versionOffset],
            time: Timestamp(milliseconds: head.load(Int64.self, at: RecordLayout.timeOffset)),
            publicBody: bytes[bytes.startIndex + place.body..<bytes.startIndex + place.personal],
            personal: try personal(bytes, place, at: offset))
    }

    private func personal(
        _ bytes: ArraySlice<UInt8>, _ place: RecordPlace, at offset: UInt64
    ) throws(JournalError) -> PersonalPart {
        guard place.hasPersonalPart else { return .none }
        let part = bytes[bytes.startIndex + place.personal..<bytes.startIndex + place.end]
        if part.allSatisfy({ $0 == 0 }) { return .erased }
        let start = bytes[(bytes.startIndex + place.start)...]
        let stated = start.digest(at: RecordLayout.digestOffset)
        var hash = SHA256()
        hash.update(part.span)
        guard hash.finalize() == stated else {
            throw .damaged(
                file, at: offset + UInt64(place.personal),
                "a personal part is not the one its record was written with")
        }
        return .present(part.dropFirst(PersonalSalt.byteCount))
    }
}
