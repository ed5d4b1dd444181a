/// Input that was signed or imported and could not be processed. Its body waits in the vault for
/// 30 days under `vaultID`; written there before this fact refers to it.
public struct BadRecord: Fact {
    public static let kind = FactKind.badRecord
    public static let version: UInt8 = 1

    public let vaultID: UInt64
    public let source: Source
    public let shop: ShopName?
    public let event: EventID?
    /// A code of `Schemas/errors.json`.
    public let code: String
    /// SHA-256 of the body as received.
    public let body: Digest

    /// The raw value is on disk.
    public enum Source: UInt8, Sendable {
        case orderWebhook = 1
        case orderImport = 2
        case touchImport = 3
        case contactImport = 4
        case handOverImport = 5

        public var name: String {
            switch self {
            case .orderWebhook: "order_webhook"
            case .orderImport: "order_import"
            case .touchImport: "touch_import"
            case .contactImport: "contact_import"
            case .handOverImport: "handover_import"
            }
        }
    }

    public init(
        vaultID: UInt64, source: Source, shop: ShopName?, event: EventID?, code: String,
        body: Digest
    ) {
        self.vaultID = vaultID
        self.source = source
        self.shop = shop
        self.event = event
        self.code = code
        self.body = body
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(varint: vaultID)
        writer.write(byte: source.rawValue)
        writer.write(optional: shop) { $0.write($1) }
        writer.write(optional: event) { $0.write($1) }
        writer.write(text: code)
        writer.write(body)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        vaultID = try reader.varint()
        guard let source = Source(rawValue: try reader.byte()) else { throw .invalid("source") }
        self.source = source
        shop = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(ShopName.self)
        }
        event = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(EventID.self)
        }
        code = try reader.text()
        body = try reader.digest()
    }
}

/// A bad record was dealt with: replayed (its mended body became a fact of its own) or discarded.
public struct BadRecordResolved: Fact {
    public static let kind = FactKind.badRecordResolved
    public static let version: UInt8 = 1

    /// The `BadRecord` fact's sequence.
    public let record: Sequence
    public let outcome: Outcome
    public let actor: Actor

    /// The raw value is on disk.
    public enum Outcome: UInt8, Sendable {
        case replayed = 1
        case discarded = 2
    }

    public init(record: Sequence, outcome: Outcome, actor: Actor) {
        self.record = record
        self.outcome = outcome
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(record)
        writer.write(byte: outcome.rawValue)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        record = try reader.sequence()
        guard let outcome = Outcome(rawValue: try reader.byte()) else { throw .invalid("outcome") }
        self.outcome = outcome
        actor = try reader.actor()
    }
}
