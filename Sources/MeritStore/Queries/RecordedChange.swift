package import MeritAttribution
package import MeritCore

/// A row of the directory with the record that made it.
package struct RecordedChange: Hashable, Sendable {
    package let sequence: Sequence
    package let change: DirectoryChange
}

extension Store {
    /// Every change of the directory, in journal order: those up to a position make the directory
    /// that stood there.
    package func directoryHistory() throws(StoreError) -> [RecordedChange] {
        try file.read { connection throws(StoreError) in try DirectoryRows.history(connection) }
    }
}
