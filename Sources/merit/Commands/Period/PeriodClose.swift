import ArgumentParser
import MeritCore

struct PeriodClose: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Confirms the close of a month that another person proposed; it is final.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("The month.", valueName: "yyyy-mm"))
    var period: Period

    var need: ServiceNeed { .running }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("periods", period.description, "close"))
        guard service.form == .text else { return answer.print() }
        let closed = try answer.json()
        Terminal.print("\(period) is \(closed["state"]?.shown ?? "closed")")
        for file in closed["seal"]?["files"]?.elements ?? [] {
            Terminal.print("\(file["sha256"]?.shown ?? "")  \(file["file"]?.shown ?? "")")
        }
    }
}
