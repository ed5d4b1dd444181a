/// Where one record lies; offsets from the first byte of its batch.
struct RecordPlace: Hashable, Sendable {
    let start: Int
    /// The public body.
    let body: Int
    /// The personal part, empty where `hasPersonalPart` is false.
    let personal: Int
    let end: Int
    let hasPersonalPart: Bool

    /// What the chain covers.
    var chained: Range<Int> { start..<personal }
}

/// Steps through the records of a batch, and never out of it.
struct RecordWalk {
    private let bytes: ArraySlice<UInt8>
    private let end: Int
    /// Where the next record begins, from the first byte of the batch.
    private(set) var offset = BatchHeader.byteCount

    /// `bytes` begin with a whole batch.
    init(_ bytes: ArraySlice<UInt8>, _ batch: BatchHeader) {
        self.bytes = bytes
        end = batch.length - BatchHeader.linkBytes
    }

    var isAtEnd: Bool { offset == end }

    /// Nil where no well-formed record with this sequence stands next.
    mutating func next(sequence: UInt64) -> RecordPlace? {
        let room = end - offset
        guard room >= RecordLayout.prefixBytes + RecordLayout.publicBytesMin else { return nil }
        let head = bytes[(bytes.startIndex + offset)...]
        let publicBytes = Int(head.load(UInt32.self, at: 0))
        let personalBytes = Int(head.load(UInt32.self, at: 4))
        let flags = bytes[bytes.startIndex + offset + RecordLayout.flagsOffset]
        let hasPersonalPart = flags & RecordLayout.hasPersonalPart != 0
        let publicMin =
            RecordLayout.publicBytesMin + (hasPersonalPart ? RecordLayout.digestBytes : 0)
        let personalMin = hasPersonalPart ? PersonalSalt.byteCount : 0
        guard flags & ~RecordLayout.hasPersonalPart == 0,
            publicBytes >= publicMin, personalBytes >= personalMin,
            hasPersonalPart || personalBytes == 0,
            RecordLayout.prefixBytes + publicBytes + personalBytes <= room,
            head.load(UInt64.self, at: RecordLayout.sequenceOffset) == sequence
        else { return nil }
        let personal = offset + RecordLayout.prefixBytes + publicBytes
        let place = RecordPlace(
            start: offset, body: offset + RecordLayout.prefixBytes + publicMin,
            personal: personal, end: personal + personalBytes, hasPersonalPart: hasPersonalPart)
        offset = place.end
        return place
    }
}
