import MeritJSON
import MeritReports

/// One column of a printed list: a member of each item, or `member.of.it`.
struct ListColumn: Sendable {
    let title: String
    let member: [String]
    let alignment: TextTable.Alignment

    init(_ title: String, _ member: String? = nil, _ alignment: TextTable.Alignment = .left) {
        self.title = title
        self.member = (member ?? title).split(separator: ".").map(String.init)
        self.alignment = alignment
    }
}

extension ServiceClient {
    private static let pageLimit = 1_000

    /// All items of a list, page by page.
    func items(_ path: String..., query: [(String, String)] = []) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var last: String?
        repeat {
            var target = ServiceRequest(.get, path).target + "?limit=\(Self.pageLimit)"
            for (name, value) in query + (last.map { [("after", $0)] } ?? []) {
                target += "&\(name)=\(ServiceRequest.encoded(value))"
            }
            let page = try await send(ServiceRequest(target: target)).json()
            items += page["items"]?.elements ?? []
            last = page["next"]?.string
        } while last != nil
        return items
    }

    /// Prints a list: as a table, or with `--json` as `{"items":[…]}`.
    func printList(_ items: [JSONValue], _ columns: [ListColumn], as form: OutputForm) {
        guard form == .text else {
            var writer = JSONWriter()
            writer.object { list in
                list.array("items", items) { $0.value($1) }
                list.key("next")
                list.null()
            }
            return Terminal.print(writer.text)
        }
        var table = TextTable(columns: columns.map { .init($0.title, $0.alignment) })
        for item in items {
            let cells = columns.map { column in
                column.member.reduce(item) { $0?[$1] }?.shown ?? ""
            }
            table.add(row: cells)
        }
        Terminal.print(bytes: Array(table.text.utf8))
    }
}
