import MeritCore
import MeritJSON

/// One touch of a views batch as it was sent: of the right shape, not yet believed.
struct ViewsTouch {
    let event: EventID
    let kind: String
    let token: String
    let clickID: String?
    let page: String?
    let dwell: Milliseconds?
    let claimedAt: Timestamp?
    let visitor: String?
    /// As sent; empty for what is no text, so that it is refused as any bad statement is.
    let identity: String?

    static let countMax = 100

    /// The touches of a body: `{"touches":[…]}`, each still to be read with `form`.
    static var batchForm: JSONForm<[JSONNode]> {
        .object { members, reader in
            let touches = members["touches"]
            guard touches.isPresent else {
                reader.note(.missing, at: touches, "Required; give up to \(countMax) touches.")
                return nil
            }
            return reader.array(touches, countMax: countMax)
        }
    }

    /// Members that nobody knows are ignored: pages in the world outlive this version.
    static var form: JSONForm<ViewsTouch> {
        .object { members, reader in
            let event = reader.required(members["event_id"], eventForm)
            let kind = reader.required(members["kind"], .text(bytes: 1...64))
            let token = reader.required(members["token"], .text(bytes: 0...256))
            let clickID = reader.optional(members["click_id"], .text(bytes: 0...256))
            let page = reader.optional(members["page"], pageForm)
            let dwell = reader.optional(members["dwell_ms"], .integer(0...86_400_000))
            let claimedAt = reader.optional(members["at"], timeForm)
            let visitor = reader.optional(members["visitor"], .text(bytes: 0...256))
            let identity = reader.optional(members["identity"], identityForm)
            guard let event, let kind, let token else { return nil }
            return ViewsTouch(
                event: event, kind: kind, token: token, clickID: clickID, page: page,
                dwell: dwell.map { Milliseconds($0) }, claimedAt: claimedAt, visitor: visitor,
                identity: identity)
        }
    }

    private static var eventForm: JSONForm<EventID> {
        .parsed("1 to 64 visible ASCII characters") { text in
            text.utf8.count <= 64 ? EventID(text) : nil
        }
    }

    /// Never a fault: a bad statement costs the touch its customer and nothing else.
    private static var identityForm: JSONForm<String> {
        JSONForm("a JWT by the mall's backend") { node, _ in
            if case .string(let text)? = node.value { text } else { "" }
        }
    }

    private static var timeForm: JSONForm<Timestamp> {
        .parsed("a time as in RFC 3339") { Timestamp(rfc3339: $0) }
    }

    /// The path alone: what a page's address says behind `?` or `#` may name a person.
    private static var pageForm: JSONForm<String> {
        .parsed("a path of at most 2048 bytes, without control characters") { text in
            guard text.utf8.count <= 2_048,
                text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
            else { return nil }
            return path(text)
        }
    }

    private static func path(_ text: String) -> String {
        var rest = text.prefix { $0 != "?" && $0 != "#" }
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count).drop { $0 != "/" }
        }
        while rest.utf8.count > 512 { rest.removeLast() }
        return String(rest)
    }
}
