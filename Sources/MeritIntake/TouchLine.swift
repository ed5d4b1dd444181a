import MeritCore
import MeritIdentity
import MeritJSON
import MeritOrders

/// One line of a touch import, as it stands in the file.
struct TouchLine {
    let event: EventID
    let kind: TouchKind
    let at: Timestamp
    let staff: StaffNumber
    let link: LinkNumber?
    let aliases: [Alias]
    let userAgent: [UInt8]
    let verdict: Verdict

    /// As `LinkClick` keeps it; what is longer is cut.
    private static let userAgentBytesMax = 512
    private static let userAgentStatedMax = 8 * 1_024

    private static let kinds: [TouchKind] = [
        .linkClick, .pageView, .miniprogramOpen, .contactAdded, .firstMessage,
    ]

    static func form(_ hasher: AliasHasher) -> JSONForm<TouchLine> {
        .object(known: [
            "event_id", "kind", "at", "staff", "link", "aliases", "user_agent", "verdict",
        ]) { members, reader in
            let event = reader.required(members["event_id"], JSONForm<EventID>.name)
            let kind = reader.required(members["kind"], kindForm)
            let at = reader.required(members["at"], .time)
            let staff = reader.required(members["staff"], .staff)
            let link = reader.optional(members["link"], linkForm)
            let aliases = reader.optional(members["aliases"], .aliases(hasher))
            let agent = reader.optional(
                members["user_agent"], .text(bytes: 0...userAgentStatedMax))
            let verdict = reader.optional(members["verdict"], verdictForm)
            guard let event, let kind, let at, let staff else { return nil }
            return TouchLine(
                event: event, kind: kind, at: at, staff: staff, link: link,
                aliases: aliases ?? [],
                userAgent: Array((agent ?? "").utf8.prefix(userAgentBytesMax)),
                verdict: verdict ?? .human)
        }
    }

    func fact(_ provenance: ImportProvenance) -> ImportedTouch {
        let hasPersonal = !aliases.isEmpty || !userAgent.isEmpty
        return ImportedTouch(
            event: event, touchKind: kind, at: at, staff: staff, link: link, verdict: verdict,
            provenance: provenance,
            personal: hasPersonal
                ? ImportedTouch.Personal(aliases: aliases, userAgent: userAgent) : nil)
    }

    private static var kindForm: JSONForm<TouchKind> {
        JSONForm<String>.choice(kinds.map(\.name))
            .map("a kind of touch") { TouchKind(name: $0) }
    }

    private static var verdictForm: JSONForm<Verdict> {
        JSONForm<String>.choice(Verdict.allCases.map(\.name))
            .map("a verdict") { Verdict(name: $0) }
    }

    private static var linkForm: JSONForm<LinkNumber> {
        JSONForm<Int64>.integer(1...Int64(UInt32.max))
            .map("a link's number") { LinkNumber($0) }
    }
}
