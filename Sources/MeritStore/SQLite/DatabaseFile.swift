import GRDB

/// How many syncs a database spends: `normal` where the journal can make it again, `full` where a
/// commit must survive a power cut. The raw value is SQLite's.
enum Synchronous: Int64, Sendable {
    case normal = 1
    case full = 2
}

/// One database file in WAL mode: one connection writes and checkpoints, others only read.
struct DatabaseFile: Sendable {
    private let pool: DatabasePool

    /// Pages that the writing connection keeps.
    private static let writerCacheKiB = 32_768
    /// Pages that each reading connection keeps: SQLite's own 2 MiB do not hold the upper levels of
    /// the indexes that a judgement walks.
    private static let readerCacheKiB = 8_192
    /// Pages (4 KiB) in the log at which a commit moves them into the database.
    private static let checkpointPages = 4_000

    /// What is to be done where the file has no schema yet.
    enum Opening: Sendable {
        case create
        case mustExist
        case readOnly
    }

    /// Opens the file. With `create` an empty file gets `tables` and `version`; otherwise a file
    /// with another version is refused: a later one as `newerSchema`, an earlier one as damaged.
    init(
        path: String, opening: Opening, synchronous: Synchronous, version: Int, tables: [Table]
    ) throws(StoreError) {
        do {
            pool = try DatabasePool(
                path: path, configuration: Self.configuration(opening, synchronous))
        } catch {
            throw StoreError(error)
        }
        if opening != .readOnly {
            try outsideTransaction { database in
                // GRDB sets NORMAL when it switches to WAL, after the configuration's own
                // statements.
                try database.execute(sql: "PRAGMA synchronous = \(synchronous.rawValue)")
                try database.execute(sql: "PRAGMA cache_size = -\(Self.writerCacheKiB)")
                try database.execute(
                    sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
            }
        }
        try check(synchronous, opening)
        try prepareSchema(opening, version, tables)
    }

    private static func configuration(
        _ opening: Opening, _ synchronous: Synchronous
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = "MeritStore"
        configuration.readonly = opening == .readOnly
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = -\(Self.readerCacheKiB)")
        }
        return configuration
    }

    /// What was set is read back: a database that syncs less than was promised is not used.
    private func check(_ synchronous: Synchronous, _ opening: Opening) throws(StoreError) {
        let found = try outsideTransaction { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
            let level = try Int64.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
            let foreign = try Int64.fetchOne(database, sql: "PRAGMA foreign_keys") ?? 0
            return (mode, level, foreign)
        }
        guard found.0 == "wal" else { throw .io("journal_mode is \(found.0), not wal") }
        guard opening == .readOnly || found.1 == synchronous.rawValue else {
            throw .io("synchronous is \(found.1), not \(synchronous.rawValue)")
        }
        guard found.2 == 1 else { throw .io("foreign keys are not checked") }
    }

    private func prepareSchema(
        _ opening: Opening, _ version: Int, _ tables: [Table]
    ) throws(StoreError) {
        let found =
            try read { connection throws(StoreError) in
                try connection(Query("schema.version", "PRAGMA user_version")).first { $0.int(0) }
            } ?? 0
        if found > version { throw .newerSchema(found: found, known: version) }
        if found == version { return }
        guard found == 0, opening == .create else {
            throw .damaged("the database has schema \(found), not \(version)")
        }
        try write { connection throws(StoreError) in
            for table in tables {
                try connection.execute(Query("schema.create", table.definition))
            }
            try connection.execute(
                Query("schema.setVersion", "PRAGMA user_version = \(version)"))
        }
    }

    /// One snapshot; blocks until a reading connection is free.
    func read<Outcome>(
        _ body: (Connection) throws(StoreError) -> Outcome
    ) throws(StoreError) -> Outcome {
        do {
            return try pool.read { database in try body(Connection(database)) }
        } catch {
            throw StoreError(error)
        }
    }

    /// One transaction: all of it is committed when this returns, nothing when it throws.
    func write<Outcome>(
        _ body: (Connection) throws(StoreError) -> Outcome
    ) throws(StoreError) -> Outcome {
        do {
            return try pool.write { database in try body(Connection(database)) }
        } catch {
            throw StoreError(error)
        }
    }

    /// Runs `body` on the writing connection, in no transaction.
    func outsideTransaction<Outcome>(
        _ body: (Database) throws -> Outcome
    ) throws(StoreError) -> Outcome {
        do {
            return try pool.writeWithoutTransaction(body)
        } catch {
            throw StoreError(error)
        }
    }

    /// Moves the whole log into the database and syncs it.
    func checkpoint() throws(StoreError) {
        try outsideTransaction { database in _ = try database.checkpoint(.truncate) }
    }

    /// The level of the writing connection, as SQLite tells it.
    func synchronous() throws(StoreError) -> Int64? {
        try outsideTransaction { database in
            try Int64.fetchOne(database, sql: "PRAGMA synchronous")
        }
    }

    /// Closes every connection. The last one moves the log into the database; where that fails the
    /// log stays, and the next opening reads it.
    func close() { try? pool.close() }
}
