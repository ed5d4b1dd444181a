import MeritJSON
import MeritServer

/// What a newcomer is shown of a filled demo: the report, one proof, that it ties out, and what to
/// try next.
struct DemoShow {
    let client: ServiceClient
    let addresses: ServerAddresses
    let summary: DemoSummary
    let options: GlobalOptions
    let isServing: Life

    enum Life: Sendable { case serving, ending }

    func run() async throws {
        let report = try await client.send(reportRequest("json"))
        try requireBalance(report.json())
        if options.form == .json { return report.print() }
        Terminal.print("")
        try await client.send(reportRequest("table")).print()
        Terminal.print("\nHow one of the orders was judged, and why:\n")
        let parts = summary.story.split(separator: "/", maxSplits: 1).map(String.init)
        try await client.send(
            .get("orders", parts[0], parts[1], "proof").accepting("text/plain")
        ).print()
        Terminal.print("")
        try await showSeal()
        if isServing == .serving { Terminal.print(addressText) }
        Terminal.print(nextText)
    }

    private func reportRequest(_ format: String) -> ServiceRequest {
        ServiceRequest.get(
            "reports", "staff",
            query: ["from": summary.from, "to": summary.to, "format": format]
        ).accepting("*/*")
    }

    /// What finance has in hand of the month that is closed.
    private func showSeal() async throws {
        let periods = try await client.send(.get("periods")).json()
        let closed = periods["items"]?.elements.first {
            $0["period"]?.string == summary.closed
        }
        guard let seal = closed?["seal"], let files = seal["files"]?.elements, !files.isEmpty else {
            throw CommandFailure("the month \(summary.closed) is not sealed")
        }
        Terminal.print("\(summary.closed) is closed and sealed:")
        for total in seal["totals"]?.elements ?? [] {
            Terminal.print(
                "  net base \(total["net_base"]?.number ?? 0) \(total["currency"]?.string ?? "")"
                    + " in \(total["entries"]?.number ?? 0) entries, of which "
                    + "\(total["unattributed"]?.number ?? 0) unattributed")
        }
        for file in files {
            Terminal.print(
                "  \(file["sha256"]?.string ?? "")  \(file["file"]?.string ?? "")")
        }
        Terminal.print("")
    }

    /// The report shows the totals; a demo that did not tie out must not look like one that does.
    private func requireBalance(_ report: JSONValue) throws {
        let totals = report["totals"]?.elements ?? []
        guard !totals.isEmpty, totals.allSatisfy({ $0["difference"]?.number == 0 }) else {
            throw CommandFailure(
                "the control totals do not tie out: merit verify tells where",
                code: Outcome.differencesFound)
        }
    }

    private var addressText: String {
        """
        Serving until Ctrl-C:
          http://\(addresses.collector)/r/\(summary.token)
                                       a staff member's link, as a customer opens it
          http://\(addresses.api)         the API (merit api-key create makes a key)
          http://\(addresses.inbound)         signed order webhooks

        """
    }

    private var nextText: String {
        let merit = CommandLine.arguments.first ?? "merit"
        let data = options.dataArgument
        return """
            Try next\(isServing == .serving ? ", in another terminal" : ""):
              \(merit) report staff\(data) --from \(summary.from) --to \(summary.to) --by week
              \(merit) explain\(data) \(summary.story)
              \(merit) explain\(data) \(DemoLeaving.orderID)
              \(merit) ledger entries\(data)
              \(merit) period export\(data) \(summary.closed) --file staff.csv
              \(merit) link list\(data)
              \(merit) bad-record list\(data)
              \(merit) touch import\(data) \(options.data)/demo/touches.jsonl
              \(merit) verify\(data)
            Serve it again: \(merit) demo\(data)
            or, as any directory: \(merit) serve\(data) --config \(options.data)/demo/merit.yaml
            """
    }
}
