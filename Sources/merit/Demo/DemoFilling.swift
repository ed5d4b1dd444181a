import MeritCore
import MeritIdentity
import MeritJSON
import MeritServer

/// Fills a new directory through the interfaces that everybody uses: tables and files by the import
/// requests, the rest as clicks, views and webhooks.
struct DemoFilling {
    let client: ServiceClient
    let addresses: ServerAddresses
    /// Where the imported files are kept.
    let folder: String
    let month: DemoMonth

    struct Secrets: Sendable {
        let webhook: WebhookSecret
        let identity: IdentitySecret
    }

    func run() async throws -> DemoSummary {
        let secrets = try await addDirectory()
        let tokens = try await signTokens()
        try await importPast(tokens)
        let live = DemoTown(
            addresses: addresses, live: month.live, tokens: tokens, secrets: secrets)
        try await live.run()
        try await DemoSettling(client: client).wait(for: [
            DemoLive.orderID(DemoLive.orderCount), DemoMonth.storyOrder, DemoLeaving.orderID,
        ])
        try await DemoClosing(client: client, month: month).run()
        return DemoSummary(
            from: month.window.first.description, to: month.window.last.description,
            story: "\(DemoRetailer.shop)/\(DemoMonth.storyOrder)",
            closed: month.monthToClose.description,
            token: month.live.visits.first.flatMap { tokens[$0.token] } ?? "")
    }

    // MARK: The directory

    private func addDirectory() async throws -> Secrets {
        let progress = ProgressLine("shop, stores, staff, links")
        for name in DemoClosing.persons {
            try await client.send(.post("persons") { $0.member("name", name) })
        }
        let shop = try await client.send(
            .post("shops") { $0.member("shop", DemoRetailer.shop) }
        ).json()
        guard let webhook = WebhookSecret(shop["webhook_secret"]?.string ?? ""),
            let identity = IdentitySecret(shop["identity_secret"]?.string ?? "")
        else { throw CommandFailure("the service made no secrets for the shop") }
        let retailer = month.retailer
        try await importTable(retailer.departmentsCSV, "departments")
        try await importTable(month.staffCSV, "staff")
        try await importTable(retailer.linksCSV, "links")
        progress.finish(
            "\(retailer.stores.count) stores, \(retailer.guides.count) people and "
                + "\(retailer.stores.count) house accounts, \(retailer.links.count) links")
        return Secrets(webhook: webhook, identity: identity)
    }

    private func importTable(_ table: String, _ collection: String) async throws {
        let bytes = Array(table.utf8)
        try DemoDirectory.write(bytes, to: "\(folder)/\(collection).csv")
        try await client.send(
            .post(collection, "import", body: .init(type: "text/csv", bytes: bytes)))
    }

    // MARK: Tokens

    private func signTokens() async throws -> [DemoToken: String] {
        var progress = ProgressLine("signing tokens")
        let wanted = month.tokens
        var tokens: [DemoToken: String] = [:]
        for (place, token) in wanted.enumerated() {
            let answer = try await client.send(
                .get(
                    "tokens",
                    query: [
                        "link": String(token.link.value), "staff": String(token.staff.value),
                        "issued": token.issued.description,
                    ]))
            tokens[token] = try answer.json()["token"]?.string
            progress.advance(to: place + 1, of: wanted.count)
        }
        progress.finish("\(tokens.count) signed")
        return tokens
    }

    // MARK: The past

    private func importPast(_ tokens: [DemoToken: String]) async throws {
        let touches = try await importLines(month.touchLines, "touches")
        Terminal.complain("past clicks and views: \(touches) imported")
        let contacts = try await importLines(month.contactLines, "contacts")
        let handOvers = try await importLines(month.handOverLines, "handovers")
        Terminal.complain(
            "a guide who left: \(contacts) contact and \(handOvers) hand-overs imported")
        let orders = try await importLines(
            month.orderLines(tokens), "orders", shop: DemoRetailer.shop)
        Terminal.complain(
            "past orders: \(month.importedOrderCount) in \(orders) events imported")
    }

    /// Keeps the lines as a file and imports it; how many were accepted: all.
    private func importLines(
        _ lines: [UInt8], _ collection: String, shop: String? = nil
    ) async throws -> Int {
        let file = "\(folder)/\(collection).jsonl"
        try DemoDirectory.write(lines, to: file)
        let taken = try await LineImport(file: file, client: client) { digest, line, part in
            .post(
                collection, "import",
                query: ["shop": shop, "file": digest, "first_line": String(line)],
                body: .init(type: "application/jsonl", bytes: part))
        }.run()
        guard taken.isGood && taken.accepted == taken.lines else {
            throw CommandFailure(
                "\(file): of \(taken.lines) lines \(taken.accepted) were taken"
            )
        }
        return taken.accepted
    }
}
