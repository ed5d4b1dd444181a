import DoorFixture
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore
import Testing

struct AccessTests {
    private let network = APIDoor.network(hosts: Client.hosts)

    private func key(_ client: Client, _ scopes: String, more: String = "") async throws -> String {
        let reply = try await client.post(
            "api-keys", #"{"name":"test","scopes":[\#(scopes)]\#(more)}"#)
        #expect(reply.status == 201)
        return try #require(reply.string("key"))
    }

    /// A key made over the control socket, used over the network.
    private func networkKey(
        _ door: Door, _ scopes: String, more: String = ""
    ) async throws -> String {
        let made = Box()
        try await Client.talking(to: door) { (client: Client) async throws in
            made.set(try await key(client, scopes, more: more))
        }
        return made.value
    }

    @Test func `without a key the network gets nothing`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door, at: network) { (client: Client) async throws in
            for route in APIService.routes where route.method == "GET" {
                let reply = try await client.get(route.path)
                #expect(reply.status == 401, "\(route)")
                #expect(reply.code == "unauthenticated")
            }
        }
        door.close()
    }

    @Test func `wrong, revoked and expired keys get one and the same answer`() async throws {
        let door = try await Door.make()
        let good = try await networkKey(door, "\"admin\"", more: #","expires_days":1"#)
        try await Client.talking(to: door, at: network) { (client: Client) async throws in
            let admin = client.with(key: good)
            #expect(try await admin.get("persons").status == 200)
            let other = try await client.with(key: String(good.dropLast()) + "x").get("persons")
            let noise = try await client.with(key: "noise").get("persons")
            let id = String(good.split(separator: "_")[1])
            #expect(try await admin.post("api-keys/\(id)/revoke").status == 200)
            let revoked = try await admin.get("persons")
            for reply in [other, noise, revoked] {
                #expect(reply.status == 401)
                #expect(reply.text == other.text)
            }
        }
        let late = try await networkKey(door, "\"admin\"", more: #","expires_days":1"#)
        door.setTime(Door.start.advanced(by: .days(1)))
        try await Client.talking(to: door, at: network) { (client: Client) async throws in
            #expect(try await client.with(key: late).get("persons").code == "api_key_invalid")
        }
        door.close()
    }

    @Test func `a scope opens its own routes and no other`() async throws {
        let door = try await Door.make()
        let links = try await networkKey(door, "\"links\"")
        try await Client.talking(to: door, at: network) { (client: Client) async throws in
            let client = client.with(key: links)
            #expect(try await client.get("links").status == 200)
            for path in ["persons", "keys", "staff", "policies", "bad-records", "ledger/entries"] {
                let reply = try await client.get(path)
                #expect(reply.status == 403, "\(path)")
                #expect(reply.code == "scope_missing")
            }
            let made = try await client.post("api-keys", #"{"name":"x","scopes":["admin"]}"#)
            #expect(made.status == 403)
        }
        door.close()
    }

    @Test(arguments: ["evil.example", "localhost.evil.example", "127.0.0.1"])
    func `another host is refused before anything else`(host: String) async throws {
        let door = try await Door.make()
        let hosts = APIDoor.network(hosts: [host])
        try await Client.talking(to: door, at: hosts) { (client: Client) async throws in
            // The test client asks for localhost.
            let reply = try await client.get("health")
            #expect(reply.status == 421)
            #expect(reply.code == "host_not_allowed")
        }
        door.close()
    }

    @Test func `a key is kept as a hash and shown once`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let text = try await key(client, "\"admin\"")
            let row = try #require(try door.vault.apiKeys().first)
            #expect(!"\(row)".contains(text))
            let list = try await client.get("api-keys")
            #expect(list.items.count == 1)
            #expect(!list.text.contains(text))
            #expect(!list.text.contains(String(text.suffix(43))))
        }
        door.close()
    }

    @Test func `a key of a person acts as that person, also on the socket`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let person = try await client.post("persons", #"{"name":"王芳"}"#)
            #expect(person.status == 201)
            #expect(person.integer("person") == 1)
            let text = try await key(client, "\"admin\"", more: #","person":"王芳""#)
            _ = try await client.with(key: text).post("shops", #"{"shop":"third"}"#)
            _ = try await client.post("shops", #"{"shop":"fourth"}"#)
            let items = try await client.get("audit?limit=2").items
            #expect(items.first?["person"] == .null)
            #expect(items.last?["person"] == .integer(1))
            #expect(items.last?["name"] == .string("王芳"))
            #expect(items.last?["command"] == .string("shop_added"))
        }
        door.close()
    }

    @Test func `a key for nobody or for two of one name is refused`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            for _ in 0..<2 { _ = try await client.post("persons", #"{"name":"Li"}"#) }
            for person in ["\"Li\"", "\"Wu\"", "9"] {
                let reply = try await client.post(
                    "api-keys", #"{"name":"k","scopes":["links"],"person":\#(person)}"#)
                #expect(reply.code == "unknown_person")
            }
            let reply = try await client.post(
                "api-keys", #"{"name":"k","scopes":[],"colour":"red"}"#)
            #expect(Set(reply.pointers) == ["/scopes", "/colour"])
        }
        door.close()
    }

    @Test func `keys that are made and revoked stand in the books`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            _ = try await client.post("persons", #"{"name":"Ann"}"#)
            let text = try await key(client, "\"finance\"", more: #","person":"Ann""#)
            let id = String(text.split(separator: "_")[1])
            for _ in 0..<2 {
                #expect(try await client.post("api-keys/\(id)/revoke").status == 200)
            }
            let commands = try await client.get("audit").items.map { $0["command"] }
            #expect(commands.filter { $0 == .string("api_key_changed") }.count == 2)
            #expect(!(try await client.get("audit")).text.contains(text))
        }
        let facts = try door.facts().compactMap { fact in
            if case .apiKeyChanged(let change) = fact { change } else { nil }
        }
        #expect(facts.map(\.change) == [.issued, .revoked])
        #expect(facts.map { $0.person?.value } == [1, 1])
        #expect(facts.first?.scopes == ["finance"])
        door.close()
    }

    @Test func `a key that the books can not tell of opens nothing`() async throws {
        var options = Door.Options()
        options.inboundSpaceMark = .max
        let door = try await Door.make(options)
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.post("api-keys", #"{"name":"k","scopes":["admin"]}"#)
            #expect(reply.code == "journal_disk_full")
        }
        #expect(try door.vault.apiKeys().allSatisfy { $0.revokedAt != nil })
        door.close()
    }
}
