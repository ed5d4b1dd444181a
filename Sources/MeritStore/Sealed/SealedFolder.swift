package import MeritCore
import MeritCrypto
import MeritJournal
package import MeritLedger

/// The folder of closed months: `YYYY-MM/` with the files of each, written once.
///
/// A file that is there is never written over: whoever was handed its bytes must find them again.
package struct SealedFolder: Hashable, Sendable {
    package let path: String

    /// Nothing is read or made yet.
    package init(_ path: String) { self.path = path }

    /// The months that have a folder, rising; files may be missing in it.
    package func periods() throws(StoreError) -> [Period] {
        guard let disk = try open(path, .mustExist) else { return [] }
        return try attempt(path) { () throws(DiskError) in try disk.names() }
            .compactMap { Period($0) }.sorted()
    }

    /// What a file's bytes are known by; nil where it is not there. Reads all of it.
    package func mark(
        of file: SealedFile, in period: Period
    ) throws(StoreError) -> SealedFileMark? {
        var tally = SealedTally()
        guard
            try read(file, in: period, { (piece: [UInt8]) throws(StoreError) in tally.add(piece) })
        else { return nil }
        return tally.mark
    }

    /// Hands out a file in pieces; false where it is not there.
    @discardableResult
    package func read(
        _ file: SealedFile, in period: Period,
        _ body: (_ piece: [UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) -> Bool {
        let place = folder(of: period)
        guard let disk = try open(place, .mustExist) else { return false }
        let name = file.rawValue
        let opened: any DiskFile
        do throws(DiskError) {
            guard try disk.names().contains(name) else { return false }
            opened = try disk.open(name, .read)
        } catch {
            throw Self.refusal(error, "\(place)/\(name)")
        }
        var offset: UInt64 = 0
        while true {
            let piece = try attempt("\(place)/\(name)") { () throws(DiskError) in
                try opened.readWhole(Self.pieceBytes, at: offset)
            }
            if piece.isEmpty { return true }
            try body(piece)
            offset += UInt64(piece.count)
        }
    }

    static let pieceBytes = 1 << 20

    func folder(of period: Period) -> String { "\(path)/\(period)" }

    /// Nil where the directory is not there and is not to be made.
    func open(
        _ place: String, _ creating: DirectoryCreation
    ) throws(StoreError) -> RealDisk? {
        do throws(JournalError) {
            return try RealDisk(directory: place, creating: creating)
        } catch {
            switch error.code {
            case .missingDirectory where creating == .mustExist: return nil
            case .full: throw .full
            default: throw .io("\(place): \(error.detail)")
            }
        }
    }

    func attempt<Outcome>(
        _ place: String, _ body: () throws(DiskError) -> Outcome
    ) throws(StoreError) -> Outcome {
        do throws(DiskError) {
            return try body()
        } catch {
            throw Self.refusal(error, place)
        }
    }

    static func refusal(_ error: DiskError, _ place: String) -> StoreError {
        error.isFull ? .full : .io("\(place): \(error)")
    }
}

/// Counts and digests bytes as they pass.
struct SealedTally {
    private var bytes: UInt64 = 0
    private var digest = SHA256()

    mutating func add(_ piece: [UInt8]) {
        bytes += UInt64(piece.count)
        digest.update(piece)
    }

    var mark: SealedFileMark { SealedFileMark(bytes: bytes, digest: digest.finalize()) }
}
