import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/links`: makes a link; it works when the answer is there.
enum CreateLink: Endpoint {
    static let route = RouteName("POST", "/v1/links")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(LinkWish.form(call.parts.settings.destinationHosts))
        let done = try await call.runForRedirects(wish.command(call.actor))
        let directory = call.directory
        guard case .link(let number)? = done.result.number, let row = directory.link(number) else {
            throw Problem(.internalError)
        }
        return Answer.object(.created) { $0.write(row, in: directory) }
    }
}

extension JSONWriter {
    /// A link as every answer shows it.
    mutating func write(_ row: LinkRow, in directory: MeritAttribution.Directory) {
        member("link", row.link.value)
        member("kind", row.kind.name)
        member("destination", row.destination)
        member("channel", row.channel.value)
        member("campaign", row.campaign)
        member("expires_days", row.validDays)
        member("created_at", row.recordedAt)
        member("revoked_at", directory.revokedAt(row.link))
    }
}
