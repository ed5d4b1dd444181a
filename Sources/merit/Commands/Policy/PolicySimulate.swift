import ArgumentParser
import MeritCore
import MeritJSON
import NIOCore

struct PolicySimulate: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Who would gain and lose by a policy, by how much, and which orders would move.",
        discussion: """
            Takes the orders created on the days asked for, both included. Nothing is written; \
            Ctrl-C ends it.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var policy: PolicyFileOptions

    @Option(help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"))
    var from: CivilDate

    @Option(help: ArgumentHelp("The last day.", valueName: "yyyy-mm-dd"))
    var to: CivilDate

    @Option(help: "table, csv or json; table where it is left out, json with --json.")
    var format: Format?

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case table
        case csv
        case json
    }

    func validate() throws {
        if to < from { throw ValidationError("--to lies before --from") }
    }

    func perform(with client: ServiceClient) async throws {
        let format = format ?? (service.form == .json ? .json : .table)
        var talk = SimulationTalk()
        let request = ServiceRequest.post(
            "policies", "simulate",
            query: ["from": "\(from)", "to": "\(to)", "format": format.rawValue],
            body: try policy.body())
        do {
            try await client.send(request.accepting("*/*")) { part in
                try talk.take(Array(part.readableBytesView))
            }
        } catch let refusal as ServiceRefusal {
            throw refusal.naming(policy.file)
        }
        try talk.finish()
    }
}

/// What a simulation tells line by line, as it comes.
private struct SimulationTalk {
    private var rest: [UInt8] = []
    private var progress = ProgressLine("simulating")
    private var isFinished = false

    private static let limits = JSONLimits(
        bytesMax: ServiceClient.answerBytesMax, depthMax: 64, membersMax: 4_000_000,
        stringBytesMax: 256 << 20)

    mutating func take(_ bytes: [UInt8]) throws {
        rest += bytes
        while let end = rest.firstIndex(of: 0x0a) {
            let line = Array(rest[..<end])
            rest.removeFirst(end + 1)
            try tell(line)
        }
    }

    /// Throws where the service ended without a result.
    func finish() throws {
        progress.clear()
        guard isFinished else {
            throw CommandFailure("the service ended the simulation without a result")
        }
    }

    private mutating func tell(_ line: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: line, limits: Self.limits)
        } catch {
            throw CommandFailure("the service's answer is no JSON: \(error.fault.message)")
        }
        if let step = value["progress"] {
            progress.advance(
                to: Int(step["done"]?.number ?? 0), of: Int(step["of"]?.number ?? 0))
        } else if let problem = value["problem"] {
            progress.clear()
            throw ServiceRefusal(
                status: Int(problem["status"]?.number ?? 0), body: problem.compact,
                retryAfter: nil)
        } else {
            progress.clear()
            isFinished = true
            if let text = value["rendered"]?.string {
                Terminal.print(bytes: Array(text.utf8))
            } else if let result = value["result"] {
                Terminal.print(bytes: result.compact + [0x0a])
            }
        }
    }
}
