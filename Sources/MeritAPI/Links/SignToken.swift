import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritQRCode
import MeritToken

/// `GET /v1/tokens?link&staff[&issued]`: a staff token and the places that carry it. Numbers that
/// the directory does not know are signed with a warning: they may be known later.
enum SignToken: Endpoint {
    static let route = RouteName("GET", "/v1/tokens")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["link", "staff", "issued"])
        let wish = try TokenWish(query, call)
        let staff = try query.required("staff", StaffWish.staffRule, StaffWish.staff)
        let token = try wish.sign(staff, call.intake.keys.view.ring)
        let directory = call.directory
        let row = directory.link(wish.link)
        let warnings = warnings(wish, staff, directory, call.now)
        return Answer.object { writer in
            writer.member("token", token.text)
            writer.member("url", call.url(of: token))
            writer.member("miniprogram_path", row.flatMap { miniprogramPath($0, token.text) })
            // Nil where the build draws no codes.
            writer.member(
                "qr_svg", call.url(of: token).flatMap { call.parts.codes?.encode($0)?.svg })
            writer.member("issued", wish.issued.date.description)
            writer.array("warnings", warnings) { writer, warning in
                writer.object { writer in
                    writer.member("code", warning.name)
                    writer.member("message", Self.message(warning))
                }
            }
        }
    }

    /// What redirects will say of the token, as things stand.
    private static func warnings(
        _ wish: TokenWish, _ staff: StaffNumber, _ directory: MeritAttribution.Directory,
        _ now: Timestamp
    ) -> [TokenRejection] {
        var warnings: [TokenRejection] = []
        if !directory.knows(wish.link) { warnings.append(.unknownLink) }
        if !directory.knows(staff) { warnings.append(.unknownStaff) }
        let claim = TokenClaim(
            slot: KeySlot(unchecked: 0), staff: staff, link: wish.link, issued: wish.issued)
        if warnings.isEmpty, let other = directory.tokenRejection(of: claim, at: now) {
            warnings.append(other)
        }
        return warnings
    }

    private static func message(_ warning: TokenRejection) -> String {
        switch warning {
        case .unknownLink: "The directory has no such link: redirects reject the token until then."
        case .unknownStaff:
            "The directory has no such staff member: redirects reject the token until then."
        case .revoked: "The staff member or the link is revoked: redirects reject the token."
        case .expired: "The link's validity, counted from the issue day, is over."
        case .malformed, .unsupportedVersion, .unknownKey, .forged, .retiredKey: warning.name
        }
    }

    /// `pages/…?mt=TOKEN`; nil where the link leads to no mini-program.
    private static func miniprogramPath(_ row: LinkRow, _ token: String) -> String? {
        guard row.kind == .miniprogram else { return nil }
        let path = row.destination.drop { $0 != "?" }.dropFirst()
            .split(separator: "&").first { $0.hasPrefix("path=") }
        guard let path, let decoded = percentDecoded(path.dropFirst("path=".count)) else {
            return nil
        }
        return "\(decoded)\(decoded.contains("?") ? "&" : "?")mt=\(token)"
    }
}
