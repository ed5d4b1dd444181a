import GRDB
import GRDBSQLite
package import MeritCore

/// Why the store or the vault can't do what was asked.
package enum StoreError: Error, Hashable, Sendable {
    /// The database is not what was written: unreadable, or its rows contradict each other.
    case damaged(_ detail: String)
    /// A newer release wrote the database.
    case newerSchema(found: Int, known: Int)
    /// A newer release wrote the fact; the store stops in front of it.
    case newerFact(kind: UInt16, version: UInt8, sequence: Sequence)
    /// A batch that does not follow what was applied.
    case outOfOrder(expected: Sequence, found: Sequence)
    /// There is no store in the folder.
    case noStore
    /// The disk is full.
    case full
    /// The database is held by somebody else for longer than the wait allows.
    case busy
    /// The file system refused.
    case io(_ detail: String)
    /// The store was closed, or whoever waited was cancelled.
    case stopped

    /// A stable name for logs and problem details.
    package var code: String {
        switch self {
        case .damaged: "store_damaged"
        case .newerSchema: "store_newer"
        case .newerFact: "fact_newer"
        case .outOfOrder: "store_out_of_order"
        case .noStore: "store_missing"
        case .full: "disk_full"
        case .busy: "store_busy"
        case .io: "store_io"
        case .stopped: "store_stopped"
        }
    }

    /// True where the same call may succeed later without anybody's doing.
    package var isTransient: Bool { self == .busy || self == .full }

    /// What the operator can do.
    package var hint: String {
        switch self {
        case .damaged: "run `merit rebuild`: the store is computed anew from the journal"
        case .newerSchema: "use the release that wrote it, or run `merit rebuild` with this one"
        case .newerFact: "use the release that wrote the journal, or a later one"
        case .outOfOrder: "run `merit rebuild`: the store does not belong to this journal"
        case .noStore: "run `merit rebuild`"
        case .full: "free space on the disk; nothing was lost"
        case .busy: "try again; no other program may hold the database"
        case .io: "check the disk and the permissions of the data directory"
        case .stopped: "start Merit again"
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .damaged(let detail): "the database is damaged: \(detail)"
        case .newerSchema(let found, let known):
            "the database has schema \(found), this release knows \(known)"
        case .newerFact(let kind, let version, let sequence):
            "record \(sequence.value) has kind \(kind) version \(version) of a newer release"
        case .outOfOrder(let expected, let found):
            "record \(found.value) came where \(expected.value) was due"
        case .noStore: "there is no store"
        case .full: "the disk is full"
        case .busy: "the database is busy"
        case .io(let detail): "the file system refused: \(detail)"
        case .stopped: "the store is stopped"
        }
    }
}

extension StoreError {
    /// What an error of SQLite or GRDB means here; an error that is ours already stays.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            self.init(
                sqlite: error.extendedResultCode.rawValue, message: error.message ?? "\(error)")
        default: self = .io("\(error)")
        }
    }

    /// `code` is one of SQLite's result codes, primary or extended.
    init(sqlite code: Int32, message: String) {
        switch code & 0xff {
        case SQLITE_FULL: self = .full
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM:
            self = .io("SQLite \(code): \(message)")
        case SQLITE_INTERRUPT, SQLITE_ABORT: self = .stopped
        default: self = .damaged("SQLite \(code): \(message)")
        }
    }
}
