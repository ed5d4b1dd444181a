import MeritAttribution
import MeritCore
import MeritJournal

/// Applies facts to rows inside one transaction.
///
/// What it writes depends on the facts and their order alone: not on the clock, not on where
/// batches end, not on what SQLite numbers. Every readable fact applies; one that can't becomes a
/// bad record with its reason.
struct Applier {
    let connection: Connection
    let traffic: TrafficStatements
    var memory: StoreMemory
    var rollups: TrafficRollups
    var bookSums = BookSums()
    var badRecords = 0
    var directoryEffect = Applied.DirectoryEffect.unchanged
    /// What the directory learned since the position of the last decision read back.
    var directoryNews: DirectoryNews?

    init(_ connection: Connection, _ memory: consuming StoreMemory) throws(StoreError) {
        self.connection = connection
        self.memory = memory
        traffic = try TrafficStatements(connection)
        rollups = TrafficRollups(calendar: self.memory.directory.calendar)
    }

    /// Applies a record that directly follows the last one.
    mutating func apply(_ record: Record) throws(StoreError) {
        let expected = memory.through.advanced(by: 1)
        guard record.sequence == expected else {
            throw .outOfOrder(expected: expected, found: record.sequence)
        }
        if let fact = try fact(of: record) { try apply(fact, record) }
        memory.through = record.sequence
    }

    /// Writes what was summed in memory; the last thing in a transaction.
    mutating func finish() throws(StoreError) {
        try rollups.flush(connection)
        try bookSums.flush(connection)
    }

    /// Nil for a fact whose bytes are not of its kind: it is kept as a bad record.
    private mutating func fact(of record: Record) throws(StoreError) -> FactPayload? {
        do {
            return try FactPayload(
                kind: record.kind, version: record.version, publicBody: record.publicBody,
                personal: record.personalBody)
        } catch {
            switch error {
            case .newer(let kind, let version):
                throw .newerFact(kind: kind, version: version, sequence: record.sequence)
            case .malformed(let kind, let fault):
                try keepBad(record, .malformed, detail: "\(kind): \(fault)")
                return nil
            }
        }
    }

    private mutating func apply(_ fact: FactPayload, _ record: Record) throws(StoreError) {
        switch fact {
        case .linkClick(let click): try apply(click, record)
        case .beaconTouch(let view): try apply(view, record)
        case .importedTouch(let touch): try apply(touch, record)
        case .contactChanged(let contact): try apply(contact, record)
        case .handOver(let handOver): try apply(handOver, record)
        case .rejectionCounts(let counts): try apply(counts)
        case .gap(let gap): try apply(gap, record)
        case .recovered(let recovered): try apply(recovered, record)
        // Blanked parts are met where they stood; the fact itself leaves no row.
        case .erased: break
        case .orderEvent(let event): try apply(event, record)
        case .badRecord(let bad): try apply(bad, record)
        case .badRecordResolved(let resolved): try apply(resolved, record)
        case .decision(let decision): try apply(decision, record)
        case .posting(let posting): try apply(posting, record)
        case .periodSealed(let seal): try apply(seal, record)
        case .apiKeyChanged(let change):
            try apply(change, record)
            try apply(command: fact, record)
        case .shopAdded, .personAdded, .departmentSet, .staffSet, .staffRevocation, .linkCreated,
            .linkRevoked, .policyPublished, .keyChanged, .calendarSet, .identitySet,
            .identitySplit, .adjustmentProposed, .adjustmentResolved, .rerunProposed,
            .rerunResolved, .closeProposed, .closeConfirmed:
            try apply(command: fact, record)
        }
    }
}

extension Record {
    /// The personal part's body; nil where there is none and where it was blanked.
    var personalBody: ArraySlice<UInt8>? {
        if case .present(let body) = personal { body } else { nil }
    }
}
