import MeritCore
import MeritIntake
import MeritJSON
import MeritOrders

/// A link that somebody wants, however it was said.
struct LinkWish {
    let kind: LinkKind
    let destination: String
    let channel: MarketingChannel
    let campaign: Campaign?
    let expiresDays: UInt32?

    func command(_ actor: Actor) -> LinkCreated {
        LinkCreated(
            linkKind: kind, destination: destination, channel: channel, campaign: campaign,
            validDays: expiresDays, actor: actor)
    }

    static let kinds = LinkKind.allCases.map(\.name)
    static let expiresMax: Int64 = 36_500
    static let columns = ["kind", "destination", "channel", "campaign", "expires_days"]

    static func form(_ hosts: DestinationHosts) -> JSONForm<LinkWish> {
        .object(known: Set(columns)) { members, reader in
            let kind = reader.required(
                members["kind"],
                JSONForm<String>.choice(kinds).map("a kind") { LinkKind(name: $0) })
            let text = reader.required(
                members["destination"], .text(bytes: 1...Destination.byteCountMax))
            let channel = reader.required(
                members["channel"], .parsed(nameRule) { Self.channel($0) })
            let campaign = reader.optional(
                members["campaign"], .parsed(nameRule) { Self.campaign($0) })
            let days = reader.optional(members["expires_days"], .integer(1...expiresMax))
            if let text, let fault = fault(text, hosts) {
                reader.note(
                    JSONFault.Code(rawValue: fault.code), at: members["destination"],
                    fault.message)
            }
            guard let kind, let text, let channel else { return nil }
            return LinkWish(
                kind: kind, destination: text, channel: channel, campaign: campaign,
                expiresDays: days.map { UInt32($0) })
        }
    }

    /// Nil with a fault noted.
    init?(_ reader: inout CSVRowReader, _ hosts: DestinationHosts) {
        let kind = reader.required("kind", "one of \(Self.kinds.joined(separator: ", "))") {
            LinkKind(name: $0)
        }
        let destination = reader.required("destination", "an address") { $0 }
        let channel = reader.required("channel", nameRule) { Self.channel($0) }
        campaign = reader.optional("campaign", nameRule) { Self.campaign($0) }
        expiresDays = reader.optional("expires_days", "1 to \(Self.expiresMax)") { text in
            UInt32(text).flatMap { (1...Self.expiresMax).contains(Int64($0)) ? $0 : nil }
        }
        if let destination, let fault = Self.fault(destination, hosts) {
            reader.note("destination", JSONFault.Code(rawValue: fault.code), fault.message)
        }
        guard let kind, let destination, let channel else { return nil }
        self.kind = kind
        self.destination = destination
        self.channel = channel
    }

    /// Why a link may not lead to `text`; every kind leads to a URL.
    private static func fault(_ text: String, _ hosts: DestinationHosts) -> DestinationFault? {
        do throws(DestinationFault) {
            _ = try Destination(text, allowedBy: hosts)
            return nil
        } catch {
            return error
        }
    }

    private static func channel(_ text: String) -> MarketingChannel? {
        isName(text) ? MarketingChannel(text) : nil
    }

    private static func campaign(_ text: String) -> Campaign? {
        isName(text) ? Campaign(text) : nil
    }

    private init(
        kind: LinkKind, destination: String, channel: MarketingChannel, campaign: Campaign?,
        expiresDays: UInt32?
    ) {
        self.kind = kind
        self.destination = destination
        self.channel = channel
        self.campaign = campaign
        self.expiresDays = expiresDays
    }
}
