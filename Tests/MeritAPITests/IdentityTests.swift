import DoorFixture
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore
import Testing

struct IdentityTests {
    private static let file = String(repeating: "0", count: 64)

    /// A touch that binds a unionid to a phone.
    private func join(_ client: Client) async throws {
        let line = ImportTests.touch("t1").replacing("138****5678", with: "13812345678")
        let reply = try await client.post(
            "touches/import?file=\(Self.file)", line, type: "application/jsonl")
        #expect(reply.integer("accepted") == 1)
    }

    private func show(_ client: Client, _ alias: String) async throws -> Reply {
        try await client.post("identity/show", #"{"alias":\#(alias)}"#)
    }

    @Test func `a customer's aliases and what bound them are shown, without identifiers`()
        async throws
    {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await join(client)
            await door.stopApplying()
            try door.applyAll()
            let shown = try await show(client, #"{"phone":"13812345678"}"#)
            #expect(shown.status == 200, "\(shown.text)")
            #expect(
                shown.objects("aliases").map { $0["kind"] } == [
                    .string("unionid"), .string("phone"),
                ])
            #expect(shown.objects("bindings").map { $0["by"] } == [.string("touches")])
            #expect(!shown.text.contains("13812345678"))
            // What was shown names the same customer.
            guard case .string(let hash)? = shown.objects("aliases").first?["alias"] else { return }
            #expect(try await show(client, #"{"alias":"\#(hash)"}"#).text == shown.text)
            #expect(try await show(client, #"{"unionid":"o6nobody00"}"#).code == "not_found")
        }
        door.close()
    }

    @Test func `a wrong join is split once, by what bound it`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await join(client)
            let body = #"""
                {"left":{"phone":"13812345678"},"right":{"unionid":"o6aaaabbbb"},\#
                "reason":"a shared phone"}
                """#
            let split = try await client.post("identity/split", body)
            #expect(split.status == 200, "\(split.text)")
            #expect(!split.text.contains("13812345678"))
            let again = try await client.post("identity/split", body)
            #expect(again.status == 409)
            #expect(again.code == "not_bound")
            let shown = try await show(client, #"{"phone":"13812345678"}"#)
            #expect(shown.objects("aliases").count == 1)
            #expect(shown.objects("splits").count == 1)
            let audit = try await client.get("audit?limit=1")
            #expect(audit.text.contains("identity_split"))
            #expect(!audit.text.contains("13812345678"))
        }
        door.close()
    }

    @Test(arguments: [
        "{}", #"{"phone":"138****5678"}"#, #"{"phone":"13812345678","unionid":"o6aaaabbbb"}"#,
        #"{"click":"x"}"#, #"{"alias":"phone:12"}"#,
    ])
    func `anything but one identifier is a fault`(alias: String) async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let head = door.head
            #expect(try await show(client, alias).code == "body_invalid")
            let split = try await client.post(
                "identity/split",
                #"{"left":\#(alias),"right":{"unionid":"o6aaaabbbb"},"reason":"r"}"#)
            #expect(split.code == "body_invalid")
            #expect(door.head == head)
        }
        door.close()
    }
}
