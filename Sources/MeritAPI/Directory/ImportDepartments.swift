import Hummingbird
import MeritAttribution
import MeritCore
import MeritCrypto
import MeritIntake

/// `POST /v1/departments/import`: a table of departments, all of it or nothing. Parents may stand
/// below their children.
enum ImportDepartments: Endpoint {
    static let route = RouteName("POST", "/v1/departments/import")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    private static let required = ["department", "name"]
    private static let known = ["department", "name", "parent", "store", "effective_from"]

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["dry_run"])
        let text = try await call.text(atMost: CSVTable.bytesMax)
        let table = try CSVTable(text, required: required, known: known)
        let file = SHA256.hash(text.utf8)
        var commands: [Row] = []
        var faults: [Problem.BodyFault] = []
        for row in table.rows {
            var reader = CSVRowReader(row)
            if let command = command(&reader, call, file) {
                commands.append(Row(line: row.line, command: command))
            }
            faults += reader.faults
        }
        guard faults.isEmpty else { throw Problem(.bodyInvalid, faults: faults) }
        let lines = parentsFirst(commands, call.directory).map { row in
            CommandLine(line: row.line, fact: row.command, payload: .departmentSet(row.command))
        }
        return try await CommandTable(lines: lines).respond(to: call, query)
    }

    private struct Row {
        let line: Int
        let command: DepartmentSet
    }

    private static func command(
        _ reader: inout CSVRowReader, _ call: APICall, _ file: Digest
    ) -> DepartmentSet? {
        let calendar = call.directory.calendar
        let code = reader.required("department", DepartmentCode.rule) { DepartmentCode($0) }
        let name = reader.required("name", "1 to 128 bytes of text") { isName($0) ? $0 : nil }
        let parent = reader.optional("parent", DepartmentCode.rule) { DepartmentCode($0) }
        let store = reader.optional("store", StoreCode.rule) { StoreCode($0) }
        let from = reader.optional("effective_from", DayEdge.rule) {
            DayEdge.start.moment($0, calendar)
        }
        guard let code, let name else { return nil }
        return DepartmentSet(
            department: code, name: name, parent: parent, store: store, effectiveFrom: from,
            actor: call.actor,
            provenance: ImportProvenance(
                actor: call.actor, file: file, line: UInt32(reader.row.line)))
    }

    /// The rows in an order in which every parent is known before its children, else as they stand;
    /// rows whose parent is nowhere come last.
    private static func parentsFirst(
        _ rows: [Row], _ directory: MeritAttribution.Directory
    ) -> [Row] {
        var waiting: [DepartmentCode: [Row]] = [:]
        var ordered: [Row] = []
        var open: [Row] = []
        let inFile = Set(rows.map(\.command.department))
        for row in rows {
            if let parent = row.command.parent, parent != row.command.department,
                inFile.contains(parent), !directory.knows(parent)
            {
                waiting[parent, default: []].append(row)
            } else {
                open.append(row)
            }
        }
        // Reversed, so that the last element is the next in the order of the file.
        open.reverse()
        while let row = open.popLast() {
            ordered.append(row)
            open += (waiting.removeValue(forKey: row.command.department) ?? []).reversed()
        }
        return ordered + waiting.values.flatMap(\.self).sorted { $0.line < $1.line }
    }
}
