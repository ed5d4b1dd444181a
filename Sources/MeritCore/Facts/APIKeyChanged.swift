/// Tells that an API key was issued or revoked. The key itself is in the vault alone; the books
/// keep who gave whom a key, because two persons are not independent when one made the other.
public struct APIKeyChanged: Fact {
    public static let kind = FactKind.apiKeyChanged
    public static let version: UInt8 = 1

    /// The key's id, as lists show it.
    public let key: String
    public let change: Change
    /// Whose key it is; nil: nobody's.
    public let person: PersonNumber?
    /// Names of scopes.
    public let scopes: [String]
    public let actor: Actor
    public let personal: Personal?

    /// The raw value is on disk.
    public enum Change: UInt8, CaseIterable, Sendable {
        case issued = 1
        case revoked = 2
    }

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        /// What the key is called.
        public let name: String
        public init(name: String) { self.name = name }
    }

    public init(
        key: String, change: Change, person: PersonNumber?, scopes: [String], actor: Actor,
        personal: Personal?
    ) {
        self.key = key
        self.change = change
        self.person = person
        self.scopes = scopes
        self.actor = actor
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(text: key)
        writer.write(byte: change.rawValue)
        writer.write(varint: UInt64(person?.value ?? 0))
        writer.write(each: scopes) { $0.write(text: $1) }
        writer.write(actor)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(text: personal.name)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        key = try reader.text()
        guard let change = Change(rawValue: try reader.byte()) else { throw .invalid("change") }
        self.change = change
        let person = try reader.number(UInt32.self, "person")
        self.person = person == 0 ? nil : PersonNumber(person)
        scopes = try reader.each { inner throws(ByteReader.Fault) in try inner.text() }
        actor = try reader.actor()
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(name: try reader.text())
        }
    }
}
