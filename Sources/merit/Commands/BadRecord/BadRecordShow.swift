import ArgumentParser
import MeritJSON

struct BadRecordShow: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a bad record with every fault, and its body.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The record's number.")
    var record: RecordNumber

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.get("bad-records", String(record.value)))
        guard service.form == .text else { return answer.print() }
        let shown = try answer.json()
        for name in ["record", "at", "source", "shop", "event_id", "code", "detail"] {
            if let value = shown[name] {
                Terminal.print("\(name): \(VisibleText.line(value.shown))")
            }
        }
        if let resolution = shown["resolution"] {
            Terminal.print(
                "\(resolution["outcome"]?.shown ?? ""): \(resolution["at"]?.shown ?? "")")
        }
        for fault in shown["errors"]?.elements ?? [] {
            Terminal.print("fault: \(VisibleText.line(Fault(fault).text(in: nil)))")
        }
        if let body = shown["body"]?.string { Terminal.print("body:\n\(VisibleText.lines(body))") }
    }
}
