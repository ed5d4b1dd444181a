import ArgumentParser

struct BadRecordDiscard: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Closes a bad record: nothing will come of it.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The record's number.")
    var record: RecordNumber

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("bad-records", String(record.value), "discard"))
        guard service.form == .text else { return answer.print() }
        Terminal.print("record \(record.value) is discarded")
    }
}
