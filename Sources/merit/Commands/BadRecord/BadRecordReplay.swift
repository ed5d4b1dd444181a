import ArgumentParser

struct BadRecordReplay: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Takes a bad record in once more, mended or as it came.",
        discussion: "With '-' the mended body is read from standard input.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The record's number.")
    var record: RecordNumber

    @Argument(help: ArgumentHelp("A file with the mended body, or '-'.", valueName: "body"))
    var mended: String?

    @Option(help: "Another event id for a webhook whose own is taken.")
    var eventId: String?

    private static let bodyBytesMax = 256 * 1_024

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post(
                "bad-records", String(record.value), "replay", query: ["event_id": eventId],
                body: .init(type: "application/json", bytes: try body())))
        guard service.form == .text else { return answer.print() }
        Terminal.print(
            "record \(record.value): \(try answer.json()["outcome"]?.shown ?? "replayed")")
    }

    private func body() throws -> [UInt8] {
        guard let mended else { return [] }
        guard mended == "-" else {
            return try InputFile.bytes(mended, atMost: Self.bodyBytesMax)
        }
        guard let bytes = Terminal.input(limit: Self.bodyBytesMax) else {
            throw CommandFailure("a body has at most \(Self.bodyBytesMax) bytes")
        }
        return bytes
    }
}
