import MeritCore

/// The first 512 bytes of a segment: who wrote it, where it continues the chain, and the salt
/// that its batches are sealed with. All integers are big-endian.
///
///     0    8   "MERITJNL"
///     8    u16 format version
///     10   u16 node
///     12   u32 0
///     16   16  run
///     32   u64 first sequence
///     40   32  chain value before it
///     72   u64 salt, random
///     80       zeros
///     508  u32 CRC-32C of the 508 bytes before
struct SegmentHeader: Hashable, Sendable {
    static let byteCount = 512
    static let formatVersion: UInt16 = 1
    private static let magic: UInt64 = 0x4d45_5249_544a_4e4c

    let node: NodeNumber
    let run: RunID
    let first: Sequence
    let chain: Digest
    let salt: UInt64

    /// The mark in front of the segment's first record.
    var mark: JournalMark { JournalMark(sequence: Sequence(first.value - 1), chain: chain) }

    /// The position in front of the segment's first batch.
    var position: JournalPosition {
        JournalPosition(segment: first, batch: 0, offset: UInt64(Self.byteCount), mark: mark)
    }

    var encoded: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        bytes.store(Self.magic, at: 0)
        bytes.store(Self.formatVersion, at: 8)
        bytes.store(node.value, at: 10)
        bytes.store(run.high, at: 16)
        bytes.store(run.low, at: 24)
        bytes.store(first.value, at: 32)
        bytes.store(chain, at: 40)
        bytes.store(salt, at: 72)
        bytes.store(CRC32C.checksum(bytes.span.extracting(0..<508)), at: 508)
        return bytes
    }

    init(node: NodeNumber, run: RunID, first: Sequence, chain: Digest, salt: UInt64) {
        self.node = node
        self.run = run
        self.first = first
        self.chain = chain
        self.salt = salt
    }

    /// Reads the first block of the file `name`, whose name says which sequence comes first.
    init(_ bytes: [UInt8], file name: String) throws(JournalError) {
        try Self.check(bytes, file: name)
        let block = bytes[...]
        guard let node = NodeNumber(block.load(UInt16.self, at: 10)) else {
            throw .damaged(name, at: 10, "a node number above 1023")
        }
        self.node = node
        run = RunID(high: block.load(UInt64.self, at: 16), low: block.load(UInt64.self, at: 24))
        first = Sequence(block.load(UInt64.self, at: 32))
        chain = block.digest(at: 40)
        salt = block.load(UInt64.self, at: 72)
        guard SegmentName.first(ofSegment: name) == first else {
            throw .damaged(
                name, at: 32, "begins with sequence \(first.value), which is not what it is named")
        }
    }

    private static func check(_ bytes: [UInt8], file name: String) throws(JournalError) {
        guard bytes.count == byteCount else {
            throw .damaged(name, at: UInt64(bytes.count), "ends inside the segment header")
        }
        let block = bytes[...]
        guard block.load(UInt64.self, at: 0) == magic else {
            throw JournalError(
                .notASegment, file: name, offset: 0, "does not begin like a journal segment",
                hint: "remove foreign files, or restore the journal from a backup")
        }
        // Before the checksum: a newer format may keep its own elsewhere.
        let version = block.load(UInt16.self, at: 8)
        guard version <= formatVersion else { throw .newerFormat(name, version: version) }
        let checksum = block.load(UInt32.self, at: 508)
        guard checksum == CRC32C.checksum(bytes.span.extracting(0..<508)), version > 0 else {
            throw .damaged(name, at: 508, "the segment header's checksum does not agree")
        }
    }
}
