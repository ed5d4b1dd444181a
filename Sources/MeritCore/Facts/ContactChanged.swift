/// A customer was added to a guide's contacts, or one of the two ended it.
///
/// An added contact is a touch of kind `contact_added`; a customer who deletes the guide may end
/// the relation, by the policy. It comes from the business, so no limit of time applies to it.
public struct ContactChanged: Fact {
    public static let kind = FactKind.contactChanged
    public static let version: UInt8 = 1

    /// Unique among contact facts: repeats do nothing.
    public let event: EventID
    /// What orders equal times, 16 bytes: the head of SHA-256 over the external_userid alias's
    /// 16 bytes, the staff number (32 bits) and `at` in seconds (64 bits). Empty where no
    /// external_userid was named.
    public let id: [UInt8]
    public let at: Timestamp
    public let staff: StaffNumber
    public let change: Change
    public let provenance: ImportProvenance?
    public let personal: Personal?

    /// The raw value is on disk.
    public enum Change: UInt8, CaseIterable, Sendable {
        case added = 1
        case deletedByCustomer = 2
        case deletedByStaff = 3

        /// The name in payloads, files and proofs.
        public var name: String {
            switch self {
            case .added: "added"
            case .deletedByCustomer: "deleted_by_customer"
            case .deletedByStaff: "deleted_by_staff"
            }
        }

        public init?(name: some StringProtocol) {
            guard let change = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = change
        }
    }

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        public let aliases: [Alias]
        public init(aliases: [Alias]) { self.aliases = aliases }
    }

    public init(
        event: EventID, id: [UInt8], at: Timestamp, staff: StaffNumber, change: Change,
        provenance: ImportProvenance?, personal: Personal?
    ) {
        self.event = event
        self.id = id
        self.at = at
        self.staff = staff
        self.change = change
        self.provenance = provenance
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(event)
        writer.write(bytes: id)
        writer.write(at)
        writer.write(staff)
        writer.write(byte: change.rawValue)
        writer.write(optional: provenance) { $0.write($1) }
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(each: personal.aliases) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        event = try reader.name(EventID.self)
        id = Array(try reader.lengthPrefixed())
        guard id.isEmpty || id.count == 16 else { throw .invalid("contact id") }
        at = try reader.timestamp()
        staff = try reader.staff()
        guard let change = Change(rawValue: try reader.byte()) else { throw .invalid("change") }
        self.change = change
        provenance = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.importProvenance()
        }
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(aliases: try reader.aliases())
        }
    }
}
