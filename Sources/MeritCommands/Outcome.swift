package import MeritAttribution
package import MeritCore

/// What comes of a command, by the directory that all facts before it made; nil for a fact that
/// asks for nothing.
///
/// `at` and `sequence` are the command's record. `latestJudged` tells the latest of `created_at`
/// and T over all orders that have a decision, nil where none has; it is asked only where a policy
/// is published.
package func outcome<Failure: Error>(
    of fact: FactPayload, at: Timestamp, sequence: Sequence, in directory: Directory,
    latestJudged: () throws(Failure) -> Timestamp?
) throws(Failure) -> CommandOutcome? {
    if case .policyPublished(let command) = fact {
        let office = Office(directory: directory, at: at, sequence: sequence)
        return try office.publish(command, latestJudged: latestJudged)
    }
    return Office(directory: directory, at: at, sequence: sequence).outcome(of: fact)
}

/// Where commands are decided: the directory as it stands and the command's record.
struct Office {
    let directory: Directory
    let at: Timestamp
    let sequence: Sequence

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
            case .calendarSet(let command): return try set(command)
            case .identitySet(let command): return try set(command)
            case .linkClick, .beaconTouch, .rejectionCounts, .gap, .recovered, .erased,
                .orderEvent, .importedTouch, .badRecord, .badRecordResolved, .policyPublished,
                .decision, .posting:
                return nil
            }
        } catch {
            return .refused(error)
        }
    }
}

extension CommandOutcome {
    static func accepted(
        _ change: DirectoryChange, number: CommandNumber? = nil, warnings: [CommandWarning] = []
    ) -> CommandOutcome {
        .accepted([change], CommandResult(number: number, warnings: warnings))
    }
}
