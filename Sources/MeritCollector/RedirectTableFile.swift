package import MeritCore
import MeritCrypto

/// The rows of a redirect table as a file, so that the collector starts without the store.
///
/// Bytes: `merit.rt`, a two-byte version (1), the rows, and the SHA-256 of everything before. The
/// file is a copy: where it is missing or not whole, the rows come from the store.
package enum RedirectTableFile {
    /// Why bytes are no table.
    package enum Fault: Error, Hashable, Sendable {
        /// Too short, or another kind of file.
        case notATable
        /// Written by a newer release.
        case newerVersion(UInt16)
        /// The digest is another: cut, damaged, or changed by hand.
        case damaged
        /// The digest holds and the content is still not what version 1 says.
        case malformed(ByteReader.Fault)

        package var message: String {
            switch self {
            case .notATable: "not a redirect table"
            case .newerVersion(let version): "redirect table of version \(version): newer than 1"
            case .damaged: "the redirect table's checksum does not match"
            case .malformed(let fault): "the redirect table is malformed: \(fault)"
            }
        }
    }

    package static let version: UInt16 = 1
    private static let magic = Array("merit.rt".utf8)
    private static let digestBytes = 32

    /// The file's bytes for `rows`.
    package static func bytes(of rows: RedirectRows) -> [UInt8] {
        var writer = ByteWriter(reserving: 64 + rows.links.count * 80 + rows.staff.count * 4)
        writer.write(raw: magic)
        writer.write(fixed: version)
        writer.write(rows.through)
        writer.write(rows.calendar)
        writer.write(each: rows.links) { writer, link in
            writer.write(link.number)
            writer.write(byte: link.kind.rawValue)
            writer.write(byte: link.standing.rawValue)
            writer.write(varint: UInt64(link.validDays ?? 0))
            writer.write(text: link.destination)
        }
        writer.write(each: rows.staff) { writer, staff in
            writer.write(staff.number)
            writer.write(byte: staff.standing.rawValue)
        }
        writer.write(SHA256.hash(writer.bytes))
        return writer.bytes
    }

    /// The rows that `bytes(of:)` wrote.
    package static func rows(from bytes: [UInt8]) throws(Fault) -> RedirectRows {
        guard bytes.count >= magic.count + 2 + digestBytes, bytes.starts(with: magic) else {
            throw .notATable
        }
        let written = UInt16(bytes[magic.count]) << 8 | UInt16(bytes[magic.count + 1])
        guard written == version else { throw .newerVersion(written) }
        let content = bytes.dropLast(digestBytes)
        guard SHA256.hash(content) == Digest(bytes.suffix(digestBytes)) else { throw .damaged }
        do throws(ByteReader.Fault) {
            var reader = ByteReader(content.dropFirst(magic.count + 2))
            let rows = try read(&reader)
            try reader.finish()
            return rows
        } catch {
            throw .malformed(error)
        }
    }

    private static func read(_ reader: inout ByteReader) throws(ByteReader.Fault) -> RedirectRows {
        let through = try reader.sequence()
        let calendar = try reader.calendar()
        let links = try reader.each { inner throws(ByteReader.Fault) in
            let number = try inner.link()
            guard let kind = LinkKind(rawValue: try inner.byte()) else {
                throw .invalid("link kind")
            }
            let standing = try inner.standing()
            let days = try inner.number(UInt32.self, "valid days")
            return RedirectRows.LinkRow(
                number: number, kind: kind, destination: try inner.text(),
                validDays: days == 0 ? nil : days, standing: standing)
        }
        let staff = try reader.each { inner throws(ByteReader.Fault) in
            RedirectRows.StaffRow(number: try inner.staff(), standing: try inner.standing())
        }
        return RedirectRows(links: links, staff: staff, calendar: calendar, through: through)
    }
}

extension ByteReader {
    fileprivate mutating func standing() throws(Fault) -> RedirectRows.Standing {
        guard let standing = RedirectRows.Standing(rawValue: try byte()) else {
            throw .invalid("standing")
        }
        return standing
    }
}
