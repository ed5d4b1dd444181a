import MeritCore
import MeritJournal

/// How far the store has read, in the same transaction as the rows that it read.
enum Cursor {
    private static let find = Query("cursor.find", "SELECT position FROM cursors WHERE id = 1")
    private static let set = Query(
        "cursor.set",
        """
        INSERT INTO cursors (id, position, sequence, chain) VALUES (1, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET position = excluded.position,
            sequence = excluded.sequence, chain = excluded.chain
        """)

    /// The start of the journal where nothing was applied.
    static func load(_ connection: Connection) throws(StoreError) -> JournalPosition {
        let bytes = try connection(find).first { $0.bytes(0) }
        guard let bytes else { return .start }
        var reader = ByteReader(bytes)
        do {
            let position = try reader.journalPosition()
            try reader.finish()
            return position
        } catch {
            throw .damaged("the cursor is \(bytes.count) bytes that name no position")
        }
    }

    static func store(
        _ position: JournalPosition, _ connection: Connection
    ) throws(StoreError) {
        var writer = ByteWriter(reserving: 64)
        writer.write(position)
        try connection(set).run(
            writer.bytes, position.mark.sequence, position.mark.chain)
    }
}
