import Foundation
import MeritAttribution
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON
import MeritJournal
import MeritLedger
import MeritStore
import SystemPackage

/// `merit backup`: journal, vault and sealed months, consistent while the service goes on. Keys go
/// to a file of their own: who has one of the two cannot read aliases or sign links.
struct Backup: Sendable {
    let engine: Engine

    /// Copies into `directory`, which must not exist yet. Facts recorded before the call are in the
    /// copy, and nothing that the vault does not have.
    func run(into directory: String, keys: String?) -> Result<JSONValue, Problem> {
        let target = FilePath(directory)
        guard FileKind.of(target).isMissing else {
            return .failure(
                Problem(.backupExists, detail: "\(directory) exists already; name a new directory"))
        }
        do {
            return .success(try copy(into: target, keys: keys.map { FilePath($0) }))
        } catch {
            try? ScratchFolder.remove(target)
            return .failure(Problem(.backupFailed, detail: "\(error)"))
        }
    }

    private func copy(into target: FilePath, keys: FilePath?) throws -> JSONValue {
        try FileManager.default.createDirectory(
            atPath: target.string, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        // The journal first: a fact's vault row is written before the fact.
        // Before the journal's mark, so that the copy has every fact behind it.
        let ledger = try engine.store.ledgerHead()
        let mark = engine.journal.durable
        let extents = engine.journal.backupExtents()
        // At the end of the extents, or hardly behind it.
        let end = engine.journal.durable.sequence
        let bytes = try copyJournal(extents, to: target.appending("journal"))
        try engine.vault.copy(to: target.appending("vault.db").string)
        try copySealed(closedBy: end, to: target.appending("sealed"))
        if let keys { try DurableFile.replace(keys, with: engine.keys.file.json) }
        try DurableFile.syncDirectory(target)
        return .object([
            "bytes": .integer(Int64(bytes)),
            "facts": .integer(Int64(mark.sequence.value)),
            "head": .object([
                "sequence": .integer(Int64(mark.sequence.value)),
                "chain": .string(mark.chain.hex),
                "ledger": .object([
                    "number": .integer(Int64(ledger.number)), "hash": .string(ledger.hash.hex),
                ]),
            ]),
        ])
    }

    /// The months that the copied journal closes, which is up to `end`. Behind the journal, because
    /// a month's files are written before the fact that seals them; a month that was closed later
    /// is left out, for from the copy it may be closed otherwise.
    private func copySealed(closedBy end: Sequence, to target: FilePath) throws {
        // Asked first: what is no longer awaited afterwards has its seal.
        let awaiting = try engine.store.pendingSeal()
        try SealedCopy.run(
            from: SealedFolder(engine.paths.sealed.string), to: target
        ) { period in
            let closing: Sequence? =
                if let awaiting, awaiting.period == period {
                    awaiting.recorded
                } else { try engine.store.seal(of: period)?.closing }
            return closing.map { $0 <= end } ?? false
        }
    }

    /// The journal up to its durable mark; the copy opens like a journal after an unclean stop.
    private func copyJournal(
        _ extents: [JournalExtent], to target: FilePath
    ) throws -> Int {
        try FileManager.default.createDirectory(
            atPath: target.string, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        var bytes = 0
        for extent in extents {
            bytes += try FileCopy.copy(
                engine.paths.journal.appending(extent.file), to: target.appending(extent.file),
                bytes: extent.bytes.map(Int.init))
        }
        try DurableFile.syncDirectory(target)
        return bytes
    }
}
