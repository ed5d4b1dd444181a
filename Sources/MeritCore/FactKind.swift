/// What a journal record says. The raw value is on disk: never change or reuse one.
public enum FactKind: UInt16, CaseIterable, Sendable {
    // Traffic
    case linkClick = 1
    case beaconTouch = 2
    case rejectionCounts = 3
    // The journal's own
    case gap = 8
    case recovered = 9
    case erased = 10
    // Orders and history from outside
    case orderEvent = 16
    case importedTouch = 17
    case badRecord = 18
    case badRecordResolved = 19
    case contactChanged = 20
    case handOver = 21
    // Commands: facts that ask
    case shopAdded = 32
    case personAdded = 33
    case departmentSet = 34
    case staffSet = 35
    case staffRevocation = 36
    case linkCreated = 37
    case linkRevoked = 38
    case policyPublished = 39
    case keyChanged = 40
    case calendarSet = 41
    case identitySet = 42
    case identitySplit = 43
    case adjustmentProposed = 44
    case adjustmentResolved = 45
    case rerunProposed = 46
    case rerunResolved = 47
    case closeProposed = 48
    case closeConfirmed = 49
    case apiKeyChanged = 50
    // The worker's
    case decision = 64
    case posting = 65
    case periodSealed = 66
}
