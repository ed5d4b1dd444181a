import Glibc
import MeritAttribution
import MeritCore
import MeritJournal
import MeritStore

/// A sweep that lies beside the store: for each customer the touches that all of the customer's
/// orders see, and the orders with what is left of their amounts and what was posted of them, as
/// of one position. It hangs on no policy, so every draft is judged from the same one.
///
/// A pure cache: it can be thrown away at any time, and one that does not fit is. Its identity is
/// the open file.
final class SweepFile: Sendable {
    /// Everything in it is as of here.
    let asOf: Sequence
    let tables: SweepTables
    let blocks: [Block]
    private let descriptor: Int32

    static let name = "sweep"
    static let nextName = "sweep.next"
    private static let magic: UInt64 = 0x4d65_7269_7453_7770
    /// Raised with every change of what the words mean.
    private static let version: UInt64 = 1
    private static let tailBytes = 40

    /// A stretch of the file with whole customers.
    struct Block: Sendable, Equatable {
        /// In words.
        let offset: Int
        let count: Int
        let checksum: UInt64
        let orders: Int
    }

    /// The sweep of a store's generation; nil where there is none, or it is of another form or of
    /// other identity settings than `identity`.
    init?(folder: String, identity: IdentitySettings) {
        // Safe: the path is copied for the call.
        descriptor = unsafe open("\(folder)/\(Self.name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, let content = Self.content(descriptor, identity) else {
            if descriptor >= 0 { _ = Glibc.close(descriptor) }
            return nil
        }
        asOf = content.asOf
        tables = content.tables
        blocks = content.blocks
    }

    deinit { _ = Glibc.close(descriptor) }

    /// The words of a block, in `words`; false where they are not what was written.
    func read(_ block: Block, into words: inout [UInt64]) -> Bool {
        if words.count != block.count { words = [UInt64](repeating: 0, count: block.count) }
        let isWhole = unsafe words.withUnsafeMutableBytes { bytes in
            unsafe Self.read(descriptor, bytes, at: block.offset * 8)
        }
        return isWhole && SweepLayout.checksum(words) == block.checksum
    }

    /// Fills `bytes` from the file; false where it ends before.
    private static func read(
        _ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, at offset: Int
    ) -> Bool {
        var done = 0
        while done < bytes.count {
            // Safe: at most what is left of the buffer is written.
            let count = unsafe pread(
                descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
                offset + done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    // MARK: What stands at the end

    private struct Content {
        let asOf: Sequence
        let tables: SweepTables
        let blocks: [Block]
    }

    /// The end of a file: tables, then where they stand.
    static func ending(
        _ asOf: Sequence, _ identity: IdentitySettings, _ tables: SweepTables, _ blocks: [Block],
        at offset: Int
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(asOf)
        write(identity, to: &writer)
        writer.write(varint: UInt64(blocks.count))
        for block in blocks {
            writer.write(varint: UInt64(block.offset))
            writer.write(varint: UInt64(block.count))
            writer.write(fixed: block.checksum)
            writer.write(varint: UInt64(block.orders))
        }
        tables.write(to: &writer)
        let sum = checksum(writer.bytes)
        let count = writer.bytes.count
        for word in [UInt64(offset), UInt64(count), sum, version, magic] {
            writer.write(fixed: word)
        }
        return writer.bytes
    }

    private static func content(_ descriptor: Int32, _ identity: IdentitySettings) -> Content? {
        let length = Int(lseek(descriptor, 0, SEEK_END))
        guard length > tailBytes,
            let tail = bytes(descriptor, tailBytes, at: length - tailBytes)
        else { return nil }
        var reader = ByteReader(tail)
        do {
            let offset = try reader.fixed(UInt64.self)
            let count = try reader.fixed(UInt64.self)
            let sum = try reader.fixed(UInt64.self)
            let room = UInt64(length - tailBytes)
            guard try reader.fixed(UInt64.self) == version,
                try reader.fixed(UInt64.self) == magic, offset <= room, count == room - offset,
                let ending = bytes(descriptor, Int(count), at: Int(offset)),
                checksum(ending) == sum
            else { return nil }
            return try content(ending, identity)
        } catch {
            return nil
        }
    }

    private static func content(
        _ bytes: [UInt8], _ identity: IdentitySettings
    ) throws(ByteReader.Fault) -> Content? {
        var reader = ByteReader(bytes)
        let asOf = try reader.sequence()
        var expected = ByteWriter()
        write(identity, to: &expected)
        guard try Array(reader.raw(expected.bytes.count)) == expected.bytes else { return nil }
        var blocks: [Block] = []
        for _ in 0..<(try reader.varint()) {
            blocks.append(
                Block(
                    offset: Int(try reader.varint()), count: Int(try reader.varint()),
                    checksum: try reader.fixed(UInt64.self), orders: Int(try reader.varint())))
        }
        let tables = try SweepTables(from: &reader)
        try reader.finish()
        return Content(asOf: asOf, tables: tables, blocks: blocks)
    }

    private static func write(_ identity: IdentitySettings, to writer: inout ByteWriter) {
        writer.write(fixed: identity.sharedAfter)
        var kinds: UInt64 = 0
        for kind in identity.neverMerge { kinds |= 1 << UInt64(kind.rawValue) }
        writer.write(fixed: kinds)
    }

    private static func bytes(_ descriptor: Int32, _ count: Int, at offset: Int) -> [UInt8]? {
        guard count >= 0, count < 1 << 30 else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        let isWhole = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe read(descriptor, buffer, at: offset)
        }
        return isWhole ? bytes : nil
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt64 {
        SweepLayout.checksum(bytes.map(UInt64.init))
    }
}
