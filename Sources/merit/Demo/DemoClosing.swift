import MeritCore
import MeritJSON
import MeritServer

/// What two persons do together at the month's end: they split an order between two guides, and
/// close the month that is over.
struct DemoClosing {
    let client: ServiceClient
    let month: DemoMonth

    static let persons = ["陈会计", "吴经理"]

    func run() async throws {
        let progress = ProgressLine("closing \(month.monthToClose)")
        let keys = try await keys()
        let adjustment = try await acting(keys[0]) { proposer in
            try await proposer.send(
                .post("adjustments") { wish in
                    wish.member("shop", DemoRetailer.shop)
                    wish.member("order_id", DemoLeaving.orderID)
                    wish.member("reason", "联单: both served the customer")
                    wish.array("weights", month.leaving.split) { writer, share in
                        writer.object { part in
                            part.member("staff", share.staff.value)
                            part.member("weight", share.weight)
                        }
                    }
                }
            ).json()["adjustment"]?.number
        }
        guard let adjustment else { throw CommandFailure("the adjustment got no number") }
        let period = month.monthToClose.description
        try await acting(keys[1]) { approver in
            try await approver.send(.post("adjustments", String(adjustment), "approve"))
        }
        try await DemoSettling(client: client).wait(for: [DemoLeaving.orderID])
        try await acting(keys[0]) { proposer in
            try await proposer.send(.post("periods", period, "propose"))
        }
        try await acting(keys[1]) { confirmer in
            try await confirmer.send(.post("periods", period, "close"))
        }
        progress.finish("one order split between two guides, \(period) closed by two persons")
    }

    /// A key for each person.
    private func keys() async throws -> [String] {
        var keys: [String] = []
        for (place, name) in Self.persons.enumerated() {
            let made = try await client.send(
                .post("api-keys") { wish in
                    wish.member("name", "demo \(name)")
                    wish.member("person", name)
                    wish.array("scopes", ["finance"]) { $0.string($1) }
                }
            ).json()
            guard let key = made["key"]?.string else {
                throw CommandFailure("no key was made for person \(place + 1)")
            }
            keys.append(key)
        }
        return keys
    }

    /// Asks with somebody's key over the same socket.
    @discardableResult
    private func acting<Value>(
        _ key: String, _ body: (ServiceClient) async throws -> Value
    ) async throws -> Value {
        try await ServiceClient.with(base: client.base, key: key, body)
    }
}
