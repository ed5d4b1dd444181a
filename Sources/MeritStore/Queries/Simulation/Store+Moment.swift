package import MeritAttribution
package import MeritCore
import MeritJournal
import Synchronization

/// What a store knew at one moment.
package struct StoreMoment: Sendable {
    /// Every fact up to here had been applied.
    package let asOf: Sequence
    /// The directory after these facts.
    package let directory: Directory
}

extension Store {
    /// Position and directory of one moment: nothing is applied between the two.
    package var moment: StoreMoment {
        progress.withLock { progress in
            StoreMoment(
                asOf: progress.cursor.mark.sequence, directory: progress.directory)
        }
    }

    /// The folder of this generation; what is kept there besides the database is gone when another
    /// generation becomes current.
    package var generationFolder: String {
        String(folder.databasePath(of: generation).dropLast(StoreFolder.databaseName.count + 1))
    }
}
