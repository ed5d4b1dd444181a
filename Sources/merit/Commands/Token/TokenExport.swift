import ArgumentParser
import MeritCore
import MeritJSON

struct TokenExport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints a token of a link for everybody of a department and those below it.")

    @OptionGroup var service: ServiceOptions

    @Option(help: "The link's number.")
    var link: LinkNumber

    @Option(help: "The department.")
    var staffIn: DepartmentCode

    @Option(help: "csv.")
    var format: Format = .csv

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable { case csv }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .get(
                "tokens", "export", query: ["link": String(link.value), "staff_in": staffIn.value]
            )
            .accepting("text/csv"))
        guard service.form == .json else { return answer.print() }
        let rows = CSVText.rows(answer.text)
        var writer = JSONWriter()
        writer.object { list in
            list.array("items", rows.dropFirst()) { writer, row in
                writer.object { item in
                    for (name, value) in zip(rows[0], row) { item.member(name, value) }
                }
            }
        }
        Terminal.print(writer.text)
    }
}
