import Foundation
import MeritJSON
import ProcessFixture

/// Finds out, through the service's own answers, what of the acknowledged traffic it still has.
struct Evidence {
    let directory: MeritDirectory

    /// What is gone.
    struct Lost {
        var clicks: [String] = []
        var orders: [String] = []

        var count: Int { clicks.count + orders.count }
    }

    /// A click is there when an order that names its id is proven by it; an order when there is a
    /// proof of it. The service must be running. `round` keeps the orders of several calls apart.
    func lost(
        _ clicks: some Collection<Traffic.Seen.Click>, orders: some Collection<String>, round: Int
    ) throws -> Lost {
        try order(clicks, round)
        var lost = Lost()
        let proofs = try self.proofs(clicks.map { "P\(round)-\($0.id)" })
        for (click, proof) in zip(clicks, proofs) where !Self.isProvenByClick(proof) {
            lost.clicks.append(click.id)
        }
        for (order, proof) in zip(orders, try self.proofs(Array(orders))) where proof == nil {
            lost.orders.append(order)
        }
        return lost
    }

    /// Orders that name the clicks, brought in from a file and judged.
    private func order(_ clicks: some Collection<Traffic.Seen.Click>, _ round: Int) throws {
        guard !clicks.isEmpty else { return }
        let folder = try TemporaryFolder("evidence")
        let lines = clicks.map { click in
            let id = "P\(round)-\(click.id)"
            let order = Order(
                id: id, lines: #"[{"line_id":"1","amount":100}]"#,
                attribution: #"{"token":"\#(click.token)","click_id":"\#(click.id)"}"#)
            return #"{"event_id":"\#(id)",\#(order.body.dropFirst())"#
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "orders.jsonl")
        try directory.must("order", "import", folder["orders.jsonl"], "--shop", "mall")
    }

    private static func isProvenByClick(_ proof: JSONValue?) -> Bool {
        let candidate = proof?.rule("on order")?["candidates"]?.elements.first
        // Where the customer has a guide already, that rule comes first.
        let isProven =
            candidate?["accepted"]?.isTrue == true
            || candidate?["reject_reason"]?.text == "lower_precedence"
        return isProven && candidate?["note"]?.isNull == true
    }

    /// The proofs of orders, nil where there is none; asked again while an order is not yet judged.
    private func proofs(_ orders: [String]) throws -> [JSONValue?] {
        var proofs: [JSONValue?] = orders.map { _ in nil }
        var open = Array(orders.indices)
        for _ in 0..<400 where !open.isEmpty {
            let answers = try ask(open.map { orders[$0] })
            for (place, answer) in zip(open, answers) { proofs[place] = answer }
            open = zip(open, answers).filter { $1.map { $0["decision"]?.isNull == true } ?? false }
                .map(\.0)
        }
        return proofs
    }

    private func ask(_ orders: [String]) throws -> [JSONValue?] {
        guard !orders.isEmpty else { return [] }
        let wishes = orders.map { order in
            JSONValue.object([
                "method": .string("GET"), "path": .string("/v1/orders/mall/\(order)/proof"),
            ])
        }
        return try ControlSocket(directory).ask(all: wishes).map { answer in
            answer.status == 200 ? answer.json : nil
        }
    }
}
