/// A fact of any kind, as the worker meets it.
public enum FactPayload: Hashable, Sendable {
    case linkClick(LinkClick)
    case beaconTouch(BeaconTouch)
    case rejectionCounts(RejectionCounts)
    case gap(Gap)
    case recovered(Recovered)
    case erased
    case orderEvent(OrderEvent)
    case importedTouch(ImportedTouch)
    case badRecord(BadRecord)
    case badRecordResolved(BadRecordResolved)
    case contactChanged(ContactChanged)
    case handOver(HandOver)
    case shopAdded(ShopAdded)
    case personAdded(PersonAdded)
    case departmentSet(DepartmentSet)
    case staffSet(StaffSet)
    case staffRevocation(StaffRevocation)
    case linkCreated(LinkCreated)
    case linkRevoked(LinkRevoked)
    case policyPublished(PolicyPublished)
    case keyChanged(KeyChanged)
    case calendarSet(CalendarSet)
    case identitySet(IdentitySet)
    case identitySplit(IdentitySplit)
    case adjustmentProposed(AdjustmentProposed)
    case adjustmentResolved(AdjustmentResolved)
    case rerunProposed(RerunProposed)
    case rerunResolved(RerunResolved)
    case closeProposed(CloseProposed)
    case closeConfirmed(CloseConfirmed)
    case apiKeyChanged(APIKeyChanged)
    case decision(Decision)
    case posting(Posting)
    case periodSealed(PeriodSealed)

    /// Why a record is no fact of this build.
    public enum Fault: Error, Hashable, Sendable {
        /// A kind, or a version of a kind, that a newer release wrote: the reader must stop.
        case newer(kind: UInt16, version: UInt8)
        /// The bytes are not what a fact of this kind and version looks like.
        case malformed(FactKind, ByteReader.Fault)
    }

    /// Decodes a record's two parts; `personal` is nil when there is none or it was blanked.
    public init(
        kind rawKind: UInt16, version: UInt8, publicBody: ArraySlice<UInt8>,
        personal: ArraySlice<UInt8>?
    ) throws(Fault) {
        guard let kind = FactKind(rawValue: rawKind) else {
            throw .newer(kind: rawKind, version: version)
        }
        self = try Self.decode(kind, version, publicBody, personal)
    }

    private static func decode(
        _ kind: FactKind, _ version: UInt8, _ body: ArraySlice<UInt8>,
        _ personal: ArraySlice<UInt8>?
    ) throws(Fault) -> FactPayload {
        func read<Value: Fact>(_ type: Value.Type) throws(Fault) -> Value {
            guard version <= Value.version else {
                throw .newer(kind: kind.rawValue, version: version)
            }
            do throws(ByteReader.Fault) {
                return try Value(version: version, publicBody: body, personalBody: personal)
            } catch {
                throw .malformed(kind, error)
            }
        }
        switch kind {
        case .linkClick: return .linkClick(try read(LinkClick.self))
        case .beaconTouch: return .beaconTouch(try read(BeaconTouch.self))
        case .rejectionCounts: return .rejectionCounts(try read(RejectionCounts.self))
        case .gap: return .gap(try read(Gap.self))
        case .recovered: return .recovered(try read(Recovered.self))
        case .erased: return .erased
        case .orderEvent: return .orderEvent(try read(OrderEvent.self))
        case .importedTouch: return .importedTouch(try read(ImportedTouch.self))
        case .badRecord: return .badRecord(try read(BadRecord.self))
        case .badRecordResolved: return .badRecordResolved(try read(BadRecordResolved.self))
        case .contactChanged: return .contactChanged(try read(ContactChanged.self))
        case .handOver: return .handOver(try read(HandOver.self))
        case .shopAdded: return .shopAdded(try read(ShopAdded.self))
        case .personAdded: return .personAdded(try read(PersonAdded.self))
        case .departmentSet: return .departmentSet(try read(DepartmentSet.self))
        case .staffSet: return .staffSet(try read(StaffSet.self))
        case .staffRevocation: return .staffRevocation(try read(StaffRevocation.self))
        case .linkCreated: return .linkCreated(try read(LinkCreated.self))
        case .linkRevoked: return .linkRevoked(try read(LinkRevoked.self))
        case .policyPublished: return .policyPublished(try read(PolicyPublished.self))
        case .keyChanged: return .keyChanged(try read(KeyChanged.self))
        case .calendarSet: return .calendarSet(try read(CalendarSet.self))
        case .identitySet: return .identitySet(try read(IdentitySet.self))
        case .identitySplit: return .identitySplit(try read(IdentitySplit.self))
        case .adjustmentProposed: return .adjustmentProposed(try read(AdjustmentProposed.self))
        case .adjustmentResolved: return .adjustmentResolved(try read(AdjustmentResolved.self))
        case .rerunProposed: return .rerunProposed(try read(RerunProposed.self))
        case .rerunResolved: return .rerunResolved(try read(RerunResolved.self))
        case .closeProposed: return .closeProposed(try read(CloseProposed.self))
        case .closeConfirmed: return .closeConfirmed(try read(CloseConfirmed.self))
        case .apiKeyChanged: return .apiKeyChanged(try read(APIKeyChanged.self))
        case .decision: return .decision(try read(Decision.self))
        case .posting: return .posting(try read(Posting.self))
        case .periodSealed: return .periodSealed(try read(PeriodSealed.self))
        }
    }
}
