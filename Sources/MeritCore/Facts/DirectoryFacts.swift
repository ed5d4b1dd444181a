/// Asks for a mall that may send orders. Its secrets are in `keys.json`.
public struct ShopAdded: Fact {
    public static let kind = FactKind.shopAdded
    public static let version: UInt8 = 1

    public let shop: ShopName
    public let actor: Actor

    public init(shop: ShopName, actor: Actor) {
        self.shop = shop
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(shop)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        shop = try reader.name(ShopName.self)
        actor = try reader.actor()
    }
}

/// Asks for somebody who may act; the number is given where the worker reads it.
public struct PersonAdded: Fact {
    public static let kind = FactKind.personAdded
    public static let version: UInt8 = 1

    public let actor: Actor
    public let personal: Personal?

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        public let name: String
        /// The WeCom userid.
        public let userID: String?
        public init(name: String, userID: String?) {
            self.name = name
            self.userID = userID
        }
    }

    public init(actor: Actor, personal: Personal?) {
        self.actor = actor
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) { writer.write(actor) }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(text: personal.name)
        writer.write(optional: personal.userID) { $0.write(text: $1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        actor = try reader.actor()
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(name: try reader.text(), userID: try reader.optionalText())
        }
    }
}

/// Asks that the directory's row of a department be this one from `effectiveFrom` on.
public struct DepartmentSet: Fact {
    public static let kind = FactKind.departmentSet
    public static let version: UInt8 = 1

    public let department: DepartmentCode
    public let name: String
    public let parent: DepartmentCode?
    /// The shops' code of the store that this department is, where it is one.
    public let store: StoreCode?
    /// Nil: when recorded. The first row of a department holds from the beginning of time.
    public let effectiveFrom: Timestamp?
    public let actor: Actor
    public let provenance: ImportProvenance?

    public init(
        department: DepartmentCode, name: String, parent: DepartmentCode?, store: StoreCode?,
        effectiveFrom: Timestamp?, actor: Actor, provenance: ImportProvenance?
    ) {
        self.department = department
        self.name = name
        self.parent = parent
        self.store = store
        self.effectiveFrom = effectiveFrom
        self.actor = actor
        self.provenance = provenance
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(department)
        writer.write(text: name)
        writer.write(optional: parent) { $0.write($1) }
        writer.write(optional: store) { $0.write($1) }
        writer.write(optional: effectiveFrom) { $0.write($1) }
        writer.write(actor)
        writer.write(optional: provenance) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        department = try reader.name(DepartmentCode.self)
        name = try reader.text()
        parent = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(DepartmentCode.self)
        }
        store = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(StoreCode.self)
        }
        effectiveFrom = try reader.optionalTimestamp()
        actor = try reader.actor()
        provenance = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.importProvenance()
        }
    }
}

/// Asks that a staff member's tokens be rejected, or accepted again, from the record's time on.
public struct StaffRevocation: Fact {
    public static let kind = FactKind.staffRevocation
    public static let version: UInt8 = 1

    public let staff: StaffNumber
    public let change: Change
    public let actor: Actor

    /// The raw value is on disk.
    public enum Change: UInt8, Sendable {
        case revoked = 1
        case restored = 2
    }

    public init(staff: StaffNumber, change: Change, actor: Actor) {
        self.staff = staff
        self.change = change
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(staff)
        writer.write(byte: change.rawValue)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        staff = try reader.staff()
        guard let change = Change(rawValue: try reader.byte()) else { throw .invalid("change") }
        self.change = change
        actor = try reader.actor()
    }
}
