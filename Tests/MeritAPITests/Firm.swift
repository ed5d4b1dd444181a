import DoorFixture
import HummingbirdTesting
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore
import MeritWorker
import Testing

/// A retailer at work: one shop with two guides, a worker that judges and posts, and people of the
/// finance department with keys of their own. Nobody in person added Ann, Bob and Cat.
struct Firm: Sendable {
    let door: Door
    /// The owner of the machine, who is no person of the firm.
    let owner: Client
    let ann: Client
    let bob: Client
    let cat: Client

    static let file = String(repeating: "0", count: 64)

    /// Runs `body` with the firm on 2 December 2026, when November has ended. Requests go over
    /// sockets, several at once where a test makes them at once.
    static func working(_ body: @escaping @Sendable (Firm) async throws -> Void) async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        let worker = try Worker(
            store: door.store, journal: door.journal, recorder: door.recorder,
            sealing: Sealing(SealedFolder(door.sealedFolder)))
        let running = Task { try await worker.run() }
        var hooks = Client.Hooks()
        hooks.settled = { await worker.waitUntilSettled() }
        try await Client.talking(to: door, hooks: hooks, over: .ahc()) {
            (owner: Client) async throws in
            let firm = Firm(
                door: door, owner: owner, ann: try await person("Ann", owner),
                bob: try await person("Bob", owner), cat: try await person("Cat", owner))
            try await firm.furnish()
            door.setTime(Timestamp(rfc3339: "2026-12-02T10:00:00+08:00") ?? .distantPast)
            await worker.waitUntilSettled()
            try await body(firm)
        }
        running.cancel()
        _ = await running.result
        door.close()
    }

    /// A client with a new person's key, made by `maker`.
    static func person(
        _ name: String, _ maker: Client, scopes: String = "\"admin\""
    ) async throws -> Client {
        #expect(try await maker.post("persons", #"{"name":"\#(name)"}"#).status == 201)
        let key = try await maker.post(
            "api-keys", #"{"name":"k","scopes":[\#(scopes)],"person":"\#(name)"}"#)
        return maker.with(key: try #require(key.string("key"), "\(key.text)"))
    }

    /// Guides 1001 and 1002 of a store with the house account 9001, and the order A1 of 10 000 fen
    /// in November by a customer whom 1001 had sent a link.
    private func furnish() async throws {
        _ = try await owner.put("departments/sh-1", #"{"name":"Bund","store":"SH-001"}"#)
        for staff in [1001, 1002] {
            _ = try await owner.put("staff/\(staff)", #"{"name":"G","department":"sh-1"}"#)
        }
        for _ in 0..<7 {
            _ = try await owner.post(
                "links",
                #"{"kind":"h5","destination":"https://mall.example/","channel":"moments"}"#)
        }
        _ = try await owner.post(
            "touches/import?file=\(Self.file)", ImportTests.touch("t1"),
            type: "application/jsonl")
        try await bring("A1", #","buyer":{"unionid":"o6aaaabbbb"}"#)
    }

    /// Another order, or another event of one.
    func bring(_ id: String, event: String? = nil, _ more: String = "") async throws {
        let reply = try await owner.post(
            "orders/import?shop=mall&file=\(Self.file)",
            ImportTests.order(id, event: event, more: more), type: "application/jsonl")
        #expect(reply.integer("accepted") == 1, "\(reply.text)")
    }

    /// An adjustment of A1 that gives 1001 6 000 and 1002 4 000 fen.
    func propose(
        _ client: Client, order: String = "A1", shares: String? = nil
    ) async throws -> Reply {
        let shares =
            shares ?? #""amounts":[{"staff":1001,"amount":6000},{"staff":1002,"amount":4000}]"#
        return try await client.post(
            "adjustments",
            #"{"shop":"mall","order_id":"\#(order)","reason":"shared advice",\#(shares)}"#)
    }

    /// What each payee has of an order, from its ledger entries.
    func credits(of order: String) throws -> [UInt32: Int64] {
        let key = OrderKey(shop: Door.mall, order: OrderID(unchecked: order))
        var sums: [UInt32: Int64] = [:]
        for entry in try door.store.entries(of: key) {
            sums[entry.staff.value, default: 0] += entry.amount.value
        }
        return sums.filter { $0.value != 0 }
    }

    /// Runs both at once.
    static func race(
        _ first: @escaping @Sendable () async throws -> Reply,
        _ second: @escaping @Sendable () async throws -> Reply
    ) async throws -> [Reply] {
        async let one = first()
        async let two = second()
        return try await [one, two]
    }
}
