package import MeritAttribution
package import MeritCore

/// What comes of a command, by the directory that all facts before it made; nil for a fact that
/// asks for nothing.
///
/// `at` and `sequence` are the command's record. `lookup` answers for the books as those facts left
/// them; its failure is passed on. The same facts have the same outcome whoever reads them, and
/// whether or not a person was erased since.
package func outcome<Lookup: CommandLookup>(
    of fact: FactPayload, at: Timestamp, sequence: Sequence, in directory: Directory,
    lookup: Lookup
) throws(Lookup.Failure) -> CommandOutcome? {
    let office = Office(directory: directory, at: at, sequence: sequence)
    let books = BookOffice(office: office, lookup: lookup)
    switch fact {
    case .policyPublished(let command): return try books.publish(command)
    case .calendarSet(let command): return try books.set(command)
    case .identitySplit(let command): return try books.split(command)
    case .adjustmentProposed(let command): return try books.propose(command)
    case .adjustmentResolved(let command): return try books.resolve(command)
    case .rerunProposed(let command): return try books.propose(command)
    case .rerunResolved(let command): return try books.resolve(command)
    case .closeProposed(let command): return try books.propose(command)
    case .closeConfirmed(let command): return try books.confirm(command)
    case .shopAdded, .personAdded, .departmentSet, .staffSet, .staffRevocation, .linkCreated,
        .linkRevoked, .keyChanged, .identitySet, .apiKeyChanged:
        return office.outcome(of: fact)
    case .linkClick, .beaconTouch, .rejectionCounts, .gap, .recovered, .erased, .orderEvent,
        .importedTouch, .badRecord, .badRecordResolved, .contactChanged, .handOver, .decision,
        .posting, .periodSealed:
        return nil
    }
}

/// Where commands are decided that need the directory alone: as it stands, and the command's
/// record.
struct Office {
    let directory: Directory
    let at: Timestamp
    let sequence: Sequence

    /// Nil for a fact that asks for nothing, or for something of the books.
    func outcome(of fact: FactPayload) -> CommandOutcome? {
        do throws(CommandRefusal) {
            switch fact {
            case .shopAdded(let command): return try add(command)
            case .personAdded(let command): return try add(command)
            case .departmentSet(let command): return try set(command)
            case .staffSet(let command): return try set(command)
            case .staffRevocation(let command): return try revoke(command)
            case .linkCreated(let command): return try create(command)
            case .linkRevoked(let command): return try revoke(command)
            case .keyChanged(let command): return change(command)
            case .identitySet(let command): return try set(command)
            case .apiKeyChanged(let command): return change(command)
            default: return nil
            }
        } catch {
            return .refused(error)
        }
    }
}

/// Where commands are decided that need the books as well.
struct BookOffice<Lookup: CommandLookup> {
    let office: Office
    let lookup: Lookup

    var directory: Directory { office.directory }
    var at: Timestamp { office.at }
    var sequence: Sequence { office.sequence }
}

extension CommandOutcome {
    static func accepted(
        _ change: DirectoryChange, number: CommandNumber? = nil, warnings: [CommandWarning] = []
    ) -> CommandOutcome {
        .accepted([change], CommandResult(number: number, warnings: warnings))
    }

    static func refused(
        _ code: CommandRefusal.Code, _ message: String, details: [String] = []
    ) -> CommandOutcome {
        .refused(CommandRefusal(code: code, message: message, details: details))
    }
}
