/// Faults that tests plant to prove that they would notice them. Empty in every other use.
package struct PlantedFaults: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Batches are acknowledged without a sync.
    package static let syncRemoved = PlantedFaults(rawValue: 1)
    /// A new segment's directory entry is not synced.
    package static let directorySyncRemoved = PlantedFaults(rawValue: 2)
    /// The checksum leaves a batch's header out.
    package static let checksumOfPayloadOnly = PlantedFaults(rawValue: 4)
    /// Readers follow what is written instead of what is durable.
    package static let readerPassesDurableMark = PlantedFaults(rawValue: 8)
    /// A failed sync is tried again instead of stopping the writer.
    package static let failedSyncRetried = PlantedFaults(rawValue: 16)
    /// After an unclean stop the last segment is used as it is.
    package static let recoveryTrustsPageCache = PlantedFaults(rawValue: 32)
}
