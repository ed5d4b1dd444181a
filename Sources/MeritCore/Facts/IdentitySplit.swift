/// Asks that two aliases which facts bound together be bound no longer, from this record on.
public struct IdentitySplit: Fact {
    public static let kind = FactKind.identitySplit
    public static let version: UInt8 = 1

    public let actor: Actor
    public let personal: Personal?

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        public let left: Alias
        public let right: Alias
        public let reason: String
        public init(left: Alias, right: Alias, reason: String) {
            self.left = left
            self.right = right
            self.reason = reason
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
        writer.write(personal.left)
        writer.write(personal.right)
        writer.write(text: personal.reason)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        actor = try reader.actor()
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(
                left: try reader.alias(), right: try reader.alias(), reason: try reader.text())
        }
    }
}
