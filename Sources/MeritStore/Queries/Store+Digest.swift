package import MeritCore
import MeritCrypto

extension Store {
    /// A digest over all rows of all tables, each table in the order of its primary key. Two stores
    /// that applied the same facts have the same.
    package func rowDigest() throws(StoreError) -> Digest {
        try file.read { connection throws(StoreError) in
            var hash = SHA256()
            for table in StoreSchema.tables {
                hash.update(try Self.digest(of: table, connection).bytes)
            }
            return hash.finalize()
        }
    }

    /// The digest of each table, by name: where two stores differ.
    package func tableDigests() throws(StoreError) -> [String: Digest] {
        try file.read { connection throws(StoreError) in
            var digests: [String: Digest] = [:]
            for table in StoreSchema.tables {
                digests[table.name] = try Self.digest(of: table, connection)
            }
            return digests
        }
    }

    private static func digest(
        of table: Table, _ connection: Connection
    ) throws(StoreError) -> Digest {
        var hash = SHA256()
        hash.update(Array(table.name.utf8))
        var writer = ByteWriter(reserving: 4_096)
        try connection(table.rows).each { row throws(StoreError) in
            writer.write(varint: UInt64(row.columnCount))
            for column in 0..<row.columnCount { writer.write(row.value(column)) }
            if writer.count >= 4_096 {
                hash.update(writer.bytes)
                writer.removeAll()
            }
            return .more
        }
        hash.update(writer.bytes)
        return hash.finalize()
    }
}

extension ByteWriter {
    /// A value with its type, so that no two rows have the same bytes.
    fileprivate mutating func write(_ value: SQLValue) {
        switch value {
        case .null: write(byte: 0)
        case .integer(let integer):
            write(byte: 1)
            write(signed: integer)
        case .text(let text):
            write(byte: 2)
            write(text: text)
        case .bytes(let bytes):
            write(byte: 3)
            write(bytes: bytes)
        }
    }
}
