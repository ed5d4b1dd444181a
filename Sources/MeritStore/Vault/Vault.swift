import GRDB
package import MeritCore
package import MeritCrypto
import MeritJournal

/// What must not be in the journal: bodies of bad records, sealed, and API keys, hashed. Its
/// identity is the file `vault.db`. What a method wrote is on disk when it returns.
///
/// All methods may be called from any thread; they block for as long as SQLite works.
package final class Vault: Sendable {
    let file: DatabaseFile
    private let key: SealingKey

    /// For how long the body of a bad record is kept.
    package static let bodiesKept = Milliseconds.days(30)

    /// Opens the vault at `path`; `readWrite` makes it (0600) where there is none, `readOnly`
    /// throws `noStore`.
    package static func open(
        path: String, key: SealingKey, access: Store.Access
    ) throws(StoreError) -> Vault {
        let place = try FilePlace(path)
        let exists = try place.exists()
        switch access {
        case .readOnly:
            guard exists else { throw .noStore }
            return try Vault(path, key, .readOnly)
        case .readWrite:
            if !exists { try place.make() }
            return try Vault(path, key, .create)
        }
    }

    private init(
        _ path: String, _ key: SealingKey, _ opening: DatabaseFile.Opening
    ) throws(StoreError) {
        self.key = key
        file = try DatabaseFile(
            path: path, opening: opening, synchronous: .full, version: VaultSchema.version,
            tables: VaultSchema.tables)
    }

    /// Closes every connection. Nothing may be asked afterwards.
    package func close() { file.close() }

    /// Writes a copy that opens as a vault of its own, durable, to a path where no file is.
    package func copy(to path: String) throws(StoreError) {
        let place = try FilePlace(path)
        guard try !place.exists() else { throw .io("\(path) is there already") }
        try place.make()
        try file.outsideTransaction { database in
            try database.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        try place.sync()
    }

    // MARK: Bodies of bad records

    private static let insertBody = Query(
        "badBodies.insert",
        "INSERT INTO bad_bodies (kept_at, sealed) VALUES (?, zeroblob(0)) RETURNING id")
    private static let setBody = Query(
        "badBodies.seal", "UPDATE bad_bodies SET sealed = ? WHERE id = ?")
    private static let findBody = Query(
        "badBodies.find", "SELECT sealed FROM bad_bodies WHERE id = ?")
    private static let purgeBodies = Query(
        "badBodies.purge", "DELETE FROM bad_bodies WHERE kept_at < ?")

    /// Keeps a body, sealed; returns the id that its bad record names. Ids are never used twice.
    /// `nonce` is 12 random bytes, fresh for each body.
    package func keep(
        body: [UInt8], at moment: Timestamp, nonce: [UInt8]
    ) throws(StoreError) -> UInt64 {
        try file.write { connection throws(StoreError) in
            let id = try connection(Self.insertBody).first(moment) { $0.count(0) }
            guard let id else { throw .damaged("a kept body got no id") }
            let sealed = key.seal(body, nonce: nonce, context: Self.context(of: id))
            try connection(Self.setBody).run(sealed, id)
            return id
        }
    }

    /// Nil where there is none with this id, or its time is over.
    package func body(_ id: UInt64) throws(StoreError) -> [UInt8]? {
        let sealed = try file.read { connection throws(StoreError) in
            try connection(Self.findBody).first(id) { $0.bytes(0) }
        }
        guard let sealed else { return nil }
        guard let body = key.open(sealed, context: Self.context(of: id)) else {
            throw .damaged("body \(id) does not open with the vault key")
        }
        return body
    }

    /// Removes the bodies kept before `moment`; returns how many.
    @discardableResult
    package func purge(before moment: Timestamp) throws(StoreError) -> Int {
        try file.write { connection throws(StoreError) in
            try connection(Self.purgeBodies).change(moment)
        }
    }

    /// A body opens under its own id alone.
    private static func context(of id: UInt64) -> [UInt8] {
        var writer = ByteWriter(reserving: 32)
        writer.write(text: "merit.vault.bad-body.v1")
        writer.write(fixed: id)
        return writer.bytes
    }
}
