import Hummingbird
import MeritAttribution
import MeritCore
import MeritCrypto
import MeritIntake

/// `POST /v1/staff/import`: a table of staff, all of it or nothing.
enum ImportStaff: Endpoint {
    static let route = RouteName("POST", "/v1/staff/import")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["dry_run"])
        let text = try await call.text(atMost: CSVTable.bytesMax)
        let table = try CSVTable(
            text, required: StaffWish.columnsRequired, known: StaffWish.columns)
        let file = SHA256.hash(text.utf8)
        let directory = call.directory
        let now = call.now
        let hasher = call.intake.keys.view.hasher
        var lines: [CommandLine] = []
        var faults: [Problem.BodyFault] = []
        for row in table.rows {
            var reader = CSVRowReader(row)
            let staff = reader.required("staff", StaffWish.staffRule) { StaffWish.staff($0) }
            let wish = StaffWish(&reader, directory.calendar, hasher)
            faults += reader.faults
            guard let staff, let wish else { continue }
            let provenance = ImportProvenance(
                actor: call.actor, file: file, line: UInt32(row.line))
            let command = wish.command(
                staff, call.actor, provenance,
                present: directory.staff(staff, at: wish.effectiveFrom ?? now))
            lines.append(
                CommandLine(line: row.line, fact: command, payload: .staffSet(command)))
        }
        guard faults.isEmpty else { throw Problem(.bodyInvalid, faults: faults) }
        return try await CommandTable(lines: lines).respond(to: call, query)
    }
}
