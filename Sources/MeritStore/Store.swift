package import MeritAttribution
import MeritCore
package import MeritJournal
import Synchronization

/// The rows that the journal's facts make: one generation of the store, open. Its identity is its
/// connections; whatever it holds can be computed again from the journal.
///
/// One connection writes, in `apply` alone; every query is a short snapshot of its own. All methods
/// may be called from any thread; they block for as long as SQLite works.
package final class Store: Sendable {
    package enum Access: Hashable, Sendable {
        case readWrite
        case readOnly
    }

    /// Which generation this is, 1 or more.
    package let generation: Int
    let file: DatabaseFile
    let folder: StoreFolder
    /// Nil where it is to be loaded from the rows: at first, and after a transaction that failed.
    private let memory = Mutex<StoreMemory?>(nil)
    let progress: Mutex<Progress>

    /// Opens the generation that `CURRENT` names in `folder`. Where there is none, `readWrite`
    /// makes the first, and `readOnly` throws `noStore`.
    package static func open(folder path: String, access: Access) throws(StoreError) -> Store {
        let folder = try StoreFolder(
            path, creating: access == .readWrite ? .createIfMissing : .mustExist)
        if let current = try folder.current() {
            guard folder.holds(current) else {
                throw .damaged("\(path)/CURRENT names generation \(current), which is not there")
            }
            return try Store(folder, current, access == .readWrite ? .mustExist : .readOnly)
        }
        guard access == .readWrite else { throw .noStore }
        let store = try create(in: folder)
        try store.makeCurrent()
        return store
    }

    /// Makes an empty generation beside the current one. It is used from `makeCurrent` on.
    package static func create(folder path: String) throws(StoreError) -> Store {
        try create(in: StoreFolder(path, creating: .createIfMissing))
    }

    private static func create(in folder: StoreFolder) throws(StoreError) -> Store {
        // A generation that is not current is what a rebuild left unfinished.
        let current = try folder.current()
        for unfinished in try folder.generations() where unfinished > current ?? 0 {
            try folder.remove(unfinished)
        }
        let generation = (current ?? 0) + 1
        try folder.make(generation)
        return try Store(folder, generation, .create)
    }

    private init(
        _ folder: StoreFolder, _ generation: Int, _ opening: DatabaseFile.Opening
    ) throws(StoreError) {
        self.folder = folder
        self.generation = generation
        file = try DatabaseFile(
            path: folder.databasePath(of: generation), opening: opening, synchronous: .normal,
            version: StoreSchema.version, tables: StoreSchema.tables)
        progress = Mutex(
            try file.read { connection throws(StoreError) in
                Progress(
                    cursor: try Cursor.load(connection),
                    directory: try DirectoryRows.load(connection))
            })
    }

    /// From when this returns on, the folder's store is this generation; earlier ones are removed.
    package func makeCurrent() throws(StoreError) {
        // The rows are durable before anything points to them.
        try file.checkpoint()
        try folder.makeCurrent(generation)
        for other in try folder.generations() where other != generation {
            try folder.remove(other)
        }
    }

    /// Closes every connection. Whoever waits gets `stopped`. Nothing may be asked afterwards.
    package func close() {
        stopWaiting(.stopped)
        file.close()
    }

    /// Behind the last batch that was applied: where reading the journal goes on.
    package var cursor: JournalPosition { progress.withLock { $0.cursor } }

    /// The directory after the last batch that was applied.
    package var directory: Directory { progress.withLock { $0.directory } }

    /// Grows with every batch in which a command was accepted; starts at 0 when the store is
    /// opened.
    package var directoryVersion: UInt64 { progress.withLock { $0.directoryVersion } }

    package func apply(_ batch: JournalBatch) throws(StoreError) -> Applied {
        try apply([batch])
    }

    /// Applies batches that follow the cursor, in one transaction together with the cursor: all of
    /// them, or none where it throws. Traps without a batch.
    package func apply(_ batches: [JournalBatch]) throws(StoreError) -> Applied {
        guard let end = batches.last?.end else {
            preconditionFailure("nothing to apply is not asked for")
        }
        return try memory.withLock { memory throws(StoreError) in
            do throws(StoreError) {
                let done = try write(batches, to: end, &memory)
                publish(done, end)
                return done.applied
            } catch {
                memory = nil
                throw error
            }
        }
    }

    private struct Done {
        let applied: Applied
        let directory: Directory
    }

    private func write(
        _ batches: [JournalBatch], to end: JournalPosition, _ memory: inout StoreMemory?
    ) throws(StoreError) -> Done {
        try file.write { connection throws(StoreError) in
            let known: StoreMemory
            if let kept = memory.take() {
                known = kept
            } else {
                known = try StoreMemory(connection)
            }
            var applier = try Applier(connection, known)
            var records = 0
            for batch in batches {
                for record in batch.records { try applier.apply(record) }
                records += batch.records.count
            }
            let through = applier.memory.through
            guard through == end.mark.sequence else {
                throw .outOfOrder(expected: end.mark.sequence, found: through)
            }
            try applier.finish()
            try Cursor.store(end, connection)
            memory = applier.memory
            return Done(
                applied: Applied(
                    records: records, through: through, badRecords: applier.badRecords,
                    directory: applier.directoryEffect),
                directory: applier.memory.directory)
        }
    }

    private func publish(_ done: Done, _ end: JournalPosition) {
        let waiting = progress.withLock { progress in
            progress.cursor = end
            if done.applied.directory == .changed {
                progress.directory = done.directory
                progress.directoryVersion += 1
            }
            return progress.takeWaiters(through: done.applied.through)
        }
        for waiter in waiting { waiter.resume(returning: nil) }
    }
}
