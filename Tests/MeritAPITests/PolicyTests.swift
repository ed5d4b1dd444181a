import DoorFixture
import MeritAPI
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore
import Testing

struct PolicyTests {
    private static let yaml = """
        policy: winter
        effective_from: 2027-01-01T00:00:00+08:00
        judging_instant: order_paid
        credit_base: goods
        rules:
          - { name: on order, from: order_param, window: 30d }
          - { name: store, from: house }
        """

    @Test func `a policy is published from YAML and never changes`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let checked = try await client.post(
                "policies/check", Self.yaml, type: "application/yaml")
            #expect(checked.status == 200, "\(checked.text)")
            #expect(door.store.directory.policies.rows.count == 1)
            let reply = try await client.post("policies", Self.yaml, type: "application/yaml")
            #expect(reply.status == 201)
            let again = try await client.post("policies", Self.yaml, type: "application/yaml")
            #expect(again.code == "policy_exists")
            #expect(try await client.get("policies").items.count == 2)
            let shown = try await client.get("policies/winter")
            #expect(shown.string("policy") == "winter")
            // What is shown can be published elsewhere as it stands.
            let document = shown.text.replacing("winter", with: "spring")
            #expect(try await client.post("policies", document).status == 201)
        }
        door.close()
    }

    @Test func `a rule of a later build and an unknown key are refused with their lines`()
        async throws
    {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let text = Self.yaml + "\n  - { name: till, from: horoscope }\ncolour: red\n"
            let reply = try await client.post("policies", text, type: "application/yaml")
            #expect(reply.status == 422)
            #expect(Set(reply.lines) == [8, 9], "\(reply.text)")
            #expect(door.store.directory.policies.rows.count == 1)
            let wrong = try await client.post("policies", "x", type: "text/html")
            #expect(wrong.status == 415)
        }
        door.close()
    }
}
