import ArgumentParser
import MeritJSON

struct Verify: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks journal, chains, conservation and store; exits 3 where they differ.",
        discussion: """
            With --head the check also finds an old head on today's chains: nothing before it was \
            changed. Keep heads elsewhere (merit head --json).
            """)

    @OptionGroup var service: ServiceOptions

    @Option(help: ArgumentHelp("What `merit head --json` printed once.", valueName: "file"))
    var head: String?

    @Flag(help: "Judge every decision again from the facts before it, and compare.")
    var redecide = false

    private static let headBytesMax = 64 << 10

    func validate() throws { try service.requireDirectory("verify") }

    func perform(with client: ServiceClient) async throws {
        let old = try head.map { try Self.head(in: $0) }
        let progress = ProgressLine("verifying")
        let answer = try await client.send(
            .post("verify") { body in
                if let old { body.member("head", old) }
                if redecide { body.member("redecide", true) }
            })
        progress.clear()
        let report = try answer.json()
        let differences = report["differences"]?.elements ?? []
        switch service.form {
        case .json: answer.print()
        case .text: Self.tell(report, differences)
        }
        if !differences.isEmpty { throw CommandFailure.said(code: Outcome.differencesFound) }
    }

    private static func tell(_ report: JSONValue, _ differences: [JSONValue]) {
        for difference in differences {
            Terminal.print(
                "\(difference["message"]?.shown ?? "") [\(difference["code"]?.shown ?? "")]")
        }
        var counts = ["facts", "orders", "entries"].map { name in
            "\(report[name]?.shown ?? "0") \(name)"
        }
        if let redecision = report["redecision"] {
            counts.append("\(redecision["judged"]?.shown ?? "0") decisions judged again")
            counts.append("\(redecision["erased"]?.shown ?? "0") of erased persons passed over")
        }
        Terminal.print(
            (differences.isEmpty
                ? "no differences" : Counted.text(Int64(differences.count), "difference"))
                + ": " + counts.joined(separator: ", "))
    }

    private static func head(in file: String) throws -> JSONValue {
        let bytes = try InputFile.bytes(file, atMost: headBytesMax)
        do {
            let value = try JSONValue(parsing: bytes)
            // What a report or an export shows around it does no harm.
            return value["head"] ?? value
        } catch {
            throw CommandFailure(
                "\(file) is not what `merit head --json` prints: \(error.fault.message)",
                code: Outcome.wrongUsage)
        }
    }
}
