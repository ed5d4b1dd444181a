import MeritCore

extension FactPayload {
    /// The kind and the asker of a command; nil for every other fact.
    var command: (kind: FactKind, actor: Actor)? {
        switch self {
        case .shopAdded(let fact): (.shopAdded, fact.actor)
        case .personAdded(let fact): (.personAdded, fact.actor)
        case .departmentSet(let fact): (.departmentSet, fact.actor)
        case .staffSet(let fact): (.staffSet, fact.actor)
        case .staffRevocation(let fact): (.staffRevocation, fact.actor)
        case .linkCreated(let fact): (.linkCreated, fact.actor)
        case .linkRevoked(let fact): (.linkRevoked, fact.actor)
        case .policyPublished(let fact): (.policyPublished, fact.actor)
        case .keyChanged(let fact): (.keyChanged, fact.actor)
        case .calendarSet(let fact): (.calendarSet, fact.actor)
        case .identitySet(let fact): (.identitySet, fact.actor)
        case .identitySplit(let fact): (.identitySplit, fact.actor)
        case .adjustmentProposed(let fact): (.adjustmentProposed, fact.actor)
        case .adjustmentResolved(let fact): (.adjustmentResolved, fact.actor)
        case .rerunProposed(let fact): (.rerunProposed, fact.actor)
        case .rerunResolved(let fact): (.rerunResolved, fact.actor)
        case .closeProposed(let fact): (.closeProposed, fact.actor)
        case .closeConfirmed(let fact): (.closeConfirmed, fact.actor)
        case .apiKeyChanged(let fact): (.apiKeyChanged, fact.actor)
        case .linkClick, .beaconTouch, .rejectionCounts, .gap, .recovered, .erased, .orderEvent,
            .importedTouch, .badRecord, .badRecordResolved, .contactChanged, .handOver, .decision,
            .posting, .periodSealed:
            nil
        }
    }
}
