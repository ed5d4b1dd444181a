import MeritCore
import MeritJSON

/// One past contact of a customer with a link, as `touch import` takes it.
struct DemoTouch: Sendable {
    /// Identifiers by kind, as they stand on the line.
    typealias Aliases = [(kind: String, value: String)]

    let kind: TouchKind
    let at: Timestamp
    let staff: StaffNumber
    let link: LinkNumber
    let aliases: Aliases
    let userAgent: String?
    let verdict: Verdict

    init(
        _ kind: TouchKind, _ at: Timestamp, _ staff: StaffNumber, _ link: LinkNumber,
        _ aliases: Aliases, userAgent: String? = nil, verdict: Verdict = .human
    ) {
        self.kind = kind
        self.at = at
        self.staff = staff
        self.link = link
        self.aliases = aliases
        self.userAgent = userAgent
        self.verdict = verdict
    }

    /// One line of JSON with its end.
    func write(to writer: inout JSONWriter, event: String) {
        writer.object { line in
            line.member("event_id", event)
            line.member("kind", kind.name)
            line.member("at", at.rfc3339)
            line.member("staff", staff.value)
            line.member("link", link.value)
            line.object("aliases") { members in
                for alias in aliases { members.member(alias.kind, alias.value) }
            }
            if let userAgent { line.member("user_agent", userAgent) }
            line.member("verdict", verdict.name)
        }
        writer.endLine()
    }

    static let browsers = [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
            + "(KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54(0x1800363a) NetType/WIFI",
        "Mozilla/5.0 (Linux; Android 15; 24031PN0DC) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Version/4.0 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.53 wxwork/4.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 "
            + "(KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
    ]
    static let robot = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
}
