/// A verified token was opened through the redirect. Its id is the click id that the record's
/// place in the journal makes; tokens whose tag does not verify are only counted.
public struct LinkClick: Fact {
    public static let kind = FactKind.linkClick
    public static let version: UInt8 = 1

    public let token: TokenClaim
    public let verdict: Verdict
    /// Why the customer was sent to the fallback page, as the collector's tables stood; nil when
    /// they were sent to the link's destination. No rule reads it.
    public let rejection: TokenRejection?
    public let personal: Personal?

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        public let visitor: Alias?
        public let network: NetworkPrefix?
        /// As sent, at most 512 bytes.
        public let userAgent: [UInt8]

        public init(visitor: Alias?, network: NetworkPrefix?, userAgent: [UInt8]) {
            self.visitor = visitor
            self.network = network
            self.userAgent = userAgent
        }
    }

    public init(
        token: TokenClaim, verdict: Verdict, rejection: TokenRejection?, personal: Personal?
    ) {
        self.token = token
        self.verdict = verdict
        self.rejection = rejection
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(token)
        writer.write(byte: verdict.rawValue)
        writer.write(byte: rejection?.rawValue ?? 0)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(optional: personal.visitor) { $0.write($1) }
        writer.write(bytes: personal.network?.bytes ?? [])
        writer.write(bytes: personal.userAgent)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        token = try reader.tokenClaim()
        verdict = try reader.verdict()
        rejection = try reader.rejection()
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(
                visitor: try reader.optional { inner throws(ByteReader.Fault) in
                    try inner.alias()
                },
                network: NetworkPrefix(cut: try reader.lengthPrefixed()),
                userAgent: Array(try reader.lengthPrefixed()))
        }
    }
}

extension ByteReader? {
    /// What `body` reads from a personal part that is there, else nil.
    mutating func read<Value>(
        _ body: (inout ByteReader) throws(ByteReader.Fault) -> Value
    ) throws(ByteReader.Fault) -> Value? {
        guard var reader = self else { return nil }
        let value = try body(&reader)
        self = reader
        return value
    }
}
