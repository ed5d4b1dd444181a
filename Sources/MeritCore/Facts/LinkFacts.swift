/// Where a link leads. The raw value is on disk.
public enum LinkKind: UInt8, CaseIterable, Sendable {
    case h5 = 1
    case miniprogram = 2
    case acquisition = 3

    public var name: String {
        switch self {
        case .h5: "h5"
        case .miniprogram: "miniprogram"
        case .acquisition: "acquisition"
        }
    }

    public init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// Asks for a link; its number is given where the worker reads it.
public struct LinkCreated: Fact {
    public static let kind = FactKind.linkCreated
    public static let version: UInt8 = 1

    public let linkKind: LinkKind
    /// An absolute URL whose host was on the allow-list when asked; tables check again.
    public let destination: String
    public let channel: MarketingChannel
    public let campaign: Campaign?
    /// How many business days a token is good for, its issue day included; nil: for ever.
    public let validDays: UInt32?
    public let actor: Actor

    public init(
        linkKind: LinkKind, destination: String, channel: MarketingChannel, campaign: Campaign?,
        validDays: UInt32?, actor: Actor
    ) {
        self.linkKind = linkKind
        self.destination = destination
        self.channel = channel
        self.campaign = campaign
        self.validDays = validDays
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(byte: linkKind.rawValue)
        writer.write(text: destination)
        writer.write(channel)
        writer.write(optional: campaign) { $0.write($1) }
        writer.write(varint: UInt64(validDays ?? 0))
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        guard let kind = LinkKind(rawValue: try reader.byte()) else { throw .invalid("link kind") }
        linkKind = kind
        destination = try reader.text()
        channel = try reader.name(MarketingChannel.self)
        campaign = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(Campaign.self)
        }
        let days = try reader.number(UInt32.self, "valid days")
        validDays = days == 0 ? nil : days
        actor = try reader.actor()
    }
}

/// Asks that a link's tokens be rejected from the record's time on.
public struct LinkRevoked: Fact {
    public static let kind = FactKind.linkRevoked
    public static let version: UInt8 = 1

    public let link: LinkNumber
    public let actor: Actor

    public init(link: LinkNumber, actor: Actor) {
        self.link = link
        self.actor = actor
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(link)
        writer.write(actor)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        link = try reader.link()
        actor = try reader.actor()
    }
}
