package import MeritCore

/// What a record's personal part holds when it is read.
package enum PersonalPart: Hashable, Sendable {
    /// The record was written without one.
    case none
    /// It was blanked when the person was erased.
    case erased
    /// Its bytes without the salt; their hash agrees with the public part.
    case present(ArraySlice<UInt8>)
}

/// One fact as it stands in the journal.
package struct Record: Hashable, Sendable {
    package let sequence: Sequence
    package let node: NodeNumber
    package let run: RunID
    /// `FactKind`'s raw value; a kind from a newer release has no case there.
    package let kind: UInt16
    package let version: UInt8
    package let time: Timestamp
    package let publicBody: ArraySlice<UInt8>
    package let personal: PersonalPart
}

/// A batch as it was written: whole, checked, durable.
package struct JournalBatch: Sendable {
    /// In order of sequence; never empty.
    package let records: [Record]
    /// The position behind the batch: where reading goes on, and what a cursor stores.
    package let end: JournalPosition
}
