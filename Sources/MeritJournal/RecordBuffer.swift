package import MeritCore
import MeritCrypto

/// Records as an event loop encodes them, one after the other as they will stand on disk, except
/// for their sequence numbers, which the journal's writer fills in. All records of one buffer are
/// recorded in one batch, with consecutive sequences, or none of them.
///
/// Appending allocates nothing once the buffer has grown to its usual size; `Journal.emptyBuffer()`
/// hands used ones out again.
package struct RecordBuffer: Sendable {
    /// The greatest `byteCount` that the journal takes.
    package static let byteCountMax = 8 << 20

    private var writer: ByteWriter
    /// Records appended so far.
    package private(set) var count = 0
    /// Clicks and views among them: what a gap counts when the buffer is refused.
    private(set) var clicks: UInt64 = 0
    private(set) var views: UInt64 = 0

    package init(reserving bytes: Int = 0) { writer = ByteWriter(reserving: bytes) }

    /// Bytes the records take in a batch.
    package var byteCount: Int { writer.count }
    package var isEmpty: Bool { count == 0 }

    /// The encoded records, sequences still 0.
    var encoded: [UInt8] { writer.bytes }

    /// Appends one record. `personal` writes what is blanked when a person is erased; where it is
    /// nil the record has no personal part and `salt` is not used.
    package mutating func append(
        kind: FactKind, version: UInt8, time: Timestamp, salt: PersonalSalt,
        public writePublic: (inout ByteWriter) -> Void, personal: ((inout ByteWriter) -> Void)?
    ) {
        let start = writer.count
        writer.write(fixed: UInt64(0))  // both lengths, known below
        writer.write(fixed: UInt64(0))  // the sequence, filled in by the journal's writer
        writer.write(fixed: kind.rawValue)
        writer.write(byte: version)
        writer.write(byte: personal == nil ? 0 : RecordLayout.hasPersonalPart)
        writer.write(fixed: UInt64(bitPattern: time.milliseconds))
        if personal != nil { reserveDigest() }
        writePublic(&writer)
        let publicCount = writer.count - start - RecordLayout.prefixBytes
        if let personal { append(personal: personal, salt: salt, start: start) }
        let personalCount = writer.count - start - RecordLayout.prefixBytes - publicCount
        writer.overwrite(UInt32(truncatingIfNeeded: publicCount), at: start)
        writer.overwrite(UInt32(truncatingIfNeeded: personalCount), at: start + 4)
        count += 1
        if kind == .linkClick { clicks += 1 }
        if kind == .beaconTouch { views += 1 }
    }

    /// Forgets the records and keeps the memory.
    package mutating func removeAll() {
        writer.removeAll()
        count = 0
        clicks = 0
        views = 0
    }

    private mutating func reserveDigest() {
        for _ in 0..<4 { writer.write(fixed: UInt64(0)) }
    }

    private mutating func append(
        personal: (inout ByteWriter) -> Void, salt: PersonalSalt, start: Int
    ) {
        let begin = writer.count
        writer.write(fixed: salt.high)
        writer.write(fixed: salt.low)
        personal(&writer)
        var hash = SHA256()
        hash.update(writer.bytes.span.extracting(begin..<writer.count))
        let digest = hash.finalize()
        let place = start + RecordLayout.digestOffset
        writer.overwrite(digest.first, at: place)
        writer.overwrite(digest.second, at: place + 8)
        writer.overwrite(digest.third, at: place + 16)
        writer.overwrite(digest.fourth, at: place + 24)
    }
}
