/// A page or a mini-program told that it was opened. Its time is the record's: what the client
/// claims is kept for analysis only.
public struct BeaconTouch: Fact {
    public static let kind = FactKind.beaconTouch
    public static let version: UInt8 = 1

    /// `pageView` or `miniprogramOpen`.
    public let touchKind: TouchKind
    public let event: EventID
    public let token: TokenClaim
    public let verdict: Verdict
    /// As in `LinkClick`: how the collector's tables stood. No rule reads it.
    public let rejection: TokenRejection?
    /// The click that a verified `click_id` names.
    public let click: Alias?
    /// 0 … 86 400 000; nil where the client did not say.
    public let dwell: Milliseconds?
    public let claimedAt: Timestamp?
    public let personal: Personal?

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        /// The visitor, and whoever a signed identity names.
        public let aliases: [Alias]
        /// A path without query, at most 512 bytes.
        public let page: String?
        public let network: NetworkPrefix?
        /// As sent, at most 512 bytes.
        public let userAgent: [UInt8]

        public init(
            aliases: [Alias], page: String?, network: NetworkPrefix?, userAgent: [UInt8]
        ) {
            self.aliases = aliases
            self.page = page
            self.network = network
            self.userAgent = userAgent
        }
    }

    public init(
        touchKind: TouchKind, event: EventID, token: TokenClaim, verdict: Verdict,
        rejection: TokenRejection?, click: Alias?, dwell: Milliseconds?, claimedAt: Timestamp?,
        personal: Personal?
    ) {
        self.touchKind = touchKind
        self.event = event
        self.token = token
        self.verdict = verdict
        self.rejection = rejection
        self.click = click
        self.dwell = dwell
        self.claimedAt = claimedAt
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(byte: touchKind.rawValue)
        writer.write(event)
        writer.write(token)
        writer.write(byte: verdict.rawValue)
        writer.write(byte: rejection?.rawValue ?? 0)
        writer.write(optional: click) { $0.write($1) }
        writer.write(optional: dwell) { $0.write(signed: $1.value) }
        writer.write(optional: claimedAt) { $0.write($1) }
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(each: personal.aliases) { $0.write($1) }
        writer.write(optional: personal.page) { $0.write(text: $1) }
        writer.write(bytes: personal.network?.bytes ?? [])
        writer.write(bytes: personal.userAgent)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        touchKind = try reader.touchKind()
        event = try reader.name(EventID.self)
        token = try reader.tokenClaim()
        verdict = try reader.verdict()
        rejection = try reader.rejection()
        click = try reader.optional { inner throws(ByteReader.Fault) in try inner.alias() }
        dwell = try reader.optional { inner throws(ByteReader.Fault) in
            Milliseconds(try inner.signed())
        }
        claimedAt = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.timestamp()
        }
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(
                aliases: try reader.aliases(),
                page: try reader.optional { inner throws(ByteReader.Fault) in
                    try inner.text()
                },
                network: NetworkPrefix(cut: try reader.lengthPrefixed()),
                userAgent: Array(try reader.lengthPrefixed()))
        }
    }
}

extension ByteReader {
    mutating func touchKind() throws(Fault) -> TouchKind {
        guard let kind = TouchKind(rawValue: try byte()) else { throw .invalid("touch kind") }
        return kind
    }
}
