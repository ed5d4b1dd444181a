import Hummingbird
import MeritCore
import MeritIntake

/// `POST /v1/links/import`: a table of links, numbered in its order; all of it or nothing.
enum ImportLinks: Endpoint {
    static let route = RouteName("POST", "/v1/links/import")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["dry_run"])
        let text = try await call.text(atMost: CSVTable.bytesMax)
        let table = try CSVTable(
            text, required: ["kind", "destination", "channel"], known: LinkWish.columns)
        var lines: [CommandLine] = []
        var faults: [Problem.BodyFault] = []
        for row in table.rows {
            var reader = CSVRowReader(row)
            let wish = LinkWish(&reader, call.parts.settings.destinationHosts)
            faults += reader.faults
            guard let command = wish?.command(call.actor) else { continue }
            lines.append(
                CommandLine(line: row.line, fact: command, payload: .linkCreated(command)))
        }
        guard faults.isEmpty else { throw Problem(.bodyInvalid, faults: faults) }
        return try await CommandTable(lines: lines).respond(to: call, query)
    }
}
