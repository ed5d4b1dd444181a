/// Asks that the directory's row of a staff member be this one from `effectiveFrom` on.
public struct StaffSet: Fact {
    public static let kind = FactKind.staffSet
    public static let version: UInt8 = 1

    public let staff: StaffNumber
    public let department: DepartmentCode
    /// Nil: always was.
    public let employedFrom: Timestamp?
    /// The first instant they are no longer employed; nil: open.
    public let employedTo: Timestamp?
    public let successor: StaffNumber?
    /// Whether this is the house account of its department.
    public let role: Role
    /// Nil: when recorded. The first row of a staff member holds from the beginning of time.
    public let effectiveFrom: Timestamp?
    public let actor: Actor
    public let provenance: ImportProvenance?
    public let personal: Personal?

    /// The raw value is on disk.
    public enum Role: UInt8, Sendable {
        case guide = 1
        case houseAccount = 2
    }

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        /// The WeCom userid.
        public let userID: String?
        public let name: String
        /// The person's own, for telling self-purchases.
        public let aliases: [Alias]

        public init(userID: String?, name: String, aliases: [Alias]) {
            self.userID = userID
            self.name = name
            self.aliases = aliases
        }
    }

    public init(
        staff: StaffNumber, department: DepartmentCode, employedFrom: Timestamp?,
        employedTo: Timestamp?, successor: StaffNumber?, role: Role, effectiveFrom: Timestamp?,
        actor: Actor, provenance: ImportProvenance?, personal: Personal?
    ) {
        self.staff = staff
        self.department = department
        self.employedFrom = employedFrom
        self.employedTo = employedTo
        self.successor = successor
        self.role = role
        self.effectiveFrom = effectiveFrom
        self.actor = actor
        self.provenance = provenance
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(staff)
        writer.write(department)
        writer.write(optional: employedFrom) { $0.write($1) }
        writer.write(optional: employedTo) { $0.write($1) }
        writer.write(varint: UInt64(successor?.value ?? 0))
        writer.write(byte: role.rawValue)
        writer.write(optional: effectiveFrom) { $0.write($1) }
        writer.write(actor)
        writer.write(optional: provenance) { $0.write($1) }
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(optional: personal.userID) { $0.write(text: $1) }
        writer.write(text: personal.name)
        writer.write(each: personal.aliases) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        staff = try reader.staff()
        department = try reader.name(DepartmentCode.self)
        employedFrom = try reader.optionalTimestamp()
        employedTo = try reader.optionalTimestamp()
        successor = StaffNumber(try reader.varint())
        guard let role = Role(rawValue: try reader.byte()) else { throw .invalid("role") }
        self.role = role
        effectiveFrom = try reader.optionalTimestamp()
        actor = try reader.actor()
        provenance = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.importProvenance()
        }
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(
                userID: try reader.optionalText(), name: try reader.text(),
                aliases: try reader.aliases())
        }
    }
}

extension ByteReader {
    mutating func optionalTimestamp() throws(Fault) -> Timestamp? {
        try optional { inner throws(Fault) in try inner.timestamp() }
    }

    mutating func optionalText() throws(Fault) -> String? {
        try optional { inner throws(Fault) in try inner.text() }
    }
}
