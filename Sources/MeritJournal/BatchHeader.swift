import MeritCore

/// The first 56 bytes of a batch. A batch begins on a 512-byte boundary: header, records, chain
/// link (32 bytes), zeros up to the next boundary. All integers are big-endian.
///
///     0   u32 "MJB1" for records, "MJE1" for the seal of a cleanly ended segment
///     4   u32 bytes of header, records and link
///     8   u32 number of records, 0 in a seal
///     12  u32 0
///     16  u64 sequence of the first record; in a seal, of the one that would follow
///     24  u64 durable_through: the last sequence known to be durable when this was written
///     32  u64 the segment's salt
///     40  u64 offset of this batch in its file
///     48  u32 0
///     52  u32 CRC-32C of the salt, then of the whole batch, this field left out, zeros included
struct BatchHeader: Hashable, Sendable {
    static let byteCount = 56
    static let linkBytes = 32
    static let checksumOffset = 52
    static let boundary = 512
    /// The greatest length a header can state: a full buffer and its frame fit.
    static let lengthMax = 16 << 20

    enum Kind: UInt32, Sendable {
        case records = 0x4d4a_4231
        case seal = 0x4d4a_4531
    }

    let kind: Kind
    let length: Int
    let count: Int
    let first: Sequence
    let durableThrough: Sequence

    /// Bytes on disk: `length` up to the next boundary.
    var paddedLength: Int { Self.padded(length) }

    static func padded(_ length: Int) -> Int { (length + boundary - 1) / boundary * boundary }

    /// Bytes on disk of a batch with `recordBytes` bytes of records.
    static func paddedLength(recordBytes: Int) -> Int {
        padded(byteCount + recordBytes + linkBytes)
    }

    /// Nil where no batch of the segment with this salt begins at `offset`. The checksum is not
    /// looked at: it covers more than the header.
    init?(_ bytes: ArraySlice<UInt8>, salt: UInt64, offset: UInt64) {
        guard bytes.count >= Self.byteCount,
            let kind = Kind(rawValue: bytes.load(UInt32.self, at: 0)),
            bytes.load(UInt64.self, at: 32) == salt,
            bytes.load(UInt64.self, at: 40) == offset
        else { return nil }
        self.kind = kind
        length = Int(bytes.load(UInt32.self, at: 4))
        count = Int(bytes.load(UInt32.self, at: 8))
        first = Sequence(bytes.load(UInt64.self, at: 16))
        durableThrough = Sequence(bytes.load(UInt64.self, at: 24))
        guard (Self.byteCount + Self.linkBytes...Self.lengthMax).contains(length) else {
            return nil
        }
    }

    init(kind: Kind, length: Int, count: Int, first: Sequence, durableThrough: Sequence) {
        self.kind = kind
        self.length = length
        self.count = count
        self.first = first
        self.durableThrough = durableThrough
    }

    /// Fills the first 56 bytes of `bytes`, the checksum excepted.
    func store(in bytes: inout [UInt8], salt: UInt64, offset: UInt64) {
        bytes.store(kind.rawValue, at: 0)
        bytes.store(UInt32(length), at: 4)
        bytes.store(UInt32(count), at: 8)
        bytes.store(UInt32(0), at: 12)
        bytes.store(first.value, at: 16)
        bytes.store(durableThrough.value, at: 24)
        bytes.store(salt, at: 32)
        bytes.store(offset, at: 40)
        bytes.store(UInt32(0), at: 48)
    }
}
