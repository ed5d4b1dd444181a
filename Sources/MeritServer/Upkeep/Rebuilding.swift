package import Logging
import MeritAttribution
package import MeritCore
import MeritJournal
package import MeritStore
package import MeritWorker
package import SystemPackage

/// `merit rebuild`: a new generation of the store from the journal, current once it is complete.
package enum Rebuilding {
    package struct Result: Sendable {
        package let facts: UInt64
        package let through: Sequence
        /// Where the sealed months, which a rebuild leaves alone, and the books do not agree.
        package let sealFaults: [SealFault]
    }

    /// Takes the directory's lock, so that nothing is appended meanwhile. The generation in use
    /// stays until the new one is whole; an interruption leaves it in use. What was still pending
    /// is judged before this returns.
    package static func run(
        directory: FilePath, configuration: ServiceConfiguration, logger: Logger,
        progress: @escaping @Sendable (Rebuild.Progress) -> Void
    ) async throws -> Result {
        let result = try replaceStore(directory, progress)
        // Opening judges and posts what the journal leaves pending.
        try await OneCommandService.run(
            directory: directory, configuration: configuration, logger: logger
        ) { _ in }
        return result
    }

    private static func replaceStore(
        _ path: FilePath, _ progress: (Rebuild.Progress) -> Void
    ) throws -> Result {
        let directory = try DataDirectory.open(path, missing: .refuse)
        let disk = try RealDisk(directory: directory.journal.string, creating: .mustExist)
        let store = try Store.create(folder: directory.store.string)
        var facts: UInt64 = 0
        do {
            let mark = try Rebuild.fill(store, from: disk) { step in
                facts = step.facts
                progress(step)
            }
            let sealFaults = try store.faults(
                of: try store.seals(), awaiting: try store.pendingSeal()?.period,
                in: SealedFolder(directory.sealed.string))
            try store.makeCurrent()
            store.close()
            return Result(facts: facts, through: mark.sequence, sealFaults: sealFaults)
        } catch {
            store.close()
            throw error
        }
    }
}
