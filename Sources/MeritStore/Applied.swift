package import MeritCore

/// What a call of `Store.apply` did.
package struct Applied: Hashable, Sendable {
    /// How many facts.
    package let records: Int
    /// The last of them: everything up to here is applied.
    package let through: Sequence
    /// How many of them became bad records.
    package let badRecords: Int
    package let directory: DirectoryEffect

    /// Whether a command changed shops, persons, departments, staff, links, policies or settings.
    package enum DirectoryEffect: Hashable, Sendable {
        case unchanged
        case changed
    }
}
