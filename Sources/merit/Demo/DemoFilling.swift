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
            DemoLive.orderID(DemoLive.orderCount), DemoMonth.storyOrder,
        ])
        return DemoSummary(
            from: month.window.first.description, to: month.window.last.description,
            story: "\(DemoRetailer.shop)/\(DemoMonth.storyOrder)",
            token: month.live.visits.first.flatMap { tokens[$0.token] } ?? "")
    }

    // MARK: The directory

    private func addDirectory() async throws -> Secrets {
        let progress = ProgressLine("shop, stores, staff, links")
        for name in ["陈会计", "吴经理"] {
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
        try await importTable(retailer.staffCSV, "staff")
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
        let touches = folder + "/touches.jsonl"
        try DemoDirectory.write(month.touchLines, to: touches)
        let taken = try await LineImport(file: touches, client: client) { digest, line, part in
            .post(
                "touches", "import", query: ["file": digest, "first_line": String(line)],
                body: .init(type: "application/jsonl", bytes: part))
        }.run()
        try requireWhole(taken, touches)
        Terminal.complain("past clicks and views: \(taken.accepted) imported")
        let orders = folder + "/orders.jsonl"
        try DemoDirectory.write(month.orderLines(tokens), to: orders)
        let booked = try await LineImport(file: orders, client: client) { digest, line, part in
            .post(
                "orders", "import",
                query: [
                    "shop": DemoRetailer.shop, "file": digest, "first_line": String(line),
                ], body: .init(type: "application/jsonl", bytes: part))
        }.run()
        try requireWhole(booked, orders)
        Terminal.complain(
            "past orders: \(month.importedOrderCount) in \(booked.accepted) events imported")
    }

    private func requireWhole(_ count: LineImport.Count, _ file: String) throws {
        guard count.isGood && count.accepted == count.lines else {
            try count.report(file, as: .text)
            throw CommandFailure("\(file) was not taken whole")
        }
    }
}
