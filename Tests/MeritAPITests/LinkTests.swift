import DoorFixture
import MeritAPI
import MeritAttribution
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON
import MeritJournal
import MeritQRCode
import MeritStore
import MeritToken
import Testing

struct LinkTests {
    private static let link =
        #"{"kind":"h5","destination":"https://mall.example/p?a=1","channel":"moments"}"#

    private func furnish(_ client: Client) async throws {
        _ = try await client.put("departments/sh-1", #"{"name":"Bund"}"#)
        for staff in [1001, 1002] {
            _ = try await client.put("staff/\(staff)", #"{"name":"S","department":"sh-1"}"#)
        }
        _ = try await client.post("links", Self.link)
    }

    @Test func `links are numbered in the order of their creation`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            for number in 1...3 {
                let reply = try await client.post("links", Self.link)
                #expect(reply.status == 201)
                #expect(reply.integer("link") == Int64(number))
                #expect(reply.string("kind") == "h5")
                #expect(reply.json["revoked_at"] == .null)
            }
            let revoked = try await client.post("links/2/revoke")
            #expect(revoked.string("revoked_at") == door.now.rfc3339)
            #expect(try await client.get("links/2").string("revoked_at") == door.now.rfc3339)
            #expect(try await client.get("links").items.count == 3)
            #expect(try await client.get("links/4").status == 404)
        }
        door.close()
    }

    @Test(arguments: [
        ("https://evil.example/", "destination_host_not_allowed"),
        ("http://mall.example/", "destination_http_not_allowed"),
        ("javascript:alert(1)", "destination_scheme"),
        ("https://mall.example@evil.example/", "destination_user_info"),
        ("https://mall.example/\\u000d\\u000aSet-Cookie: x", "destination_character"),
    ])
    func `a link leads to allowed hosts only`(destination: String, code: String) async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.post(
                "links", #"{"kind":"h5","destination":"\#(destination)","channel":"c"}"#)
            #expect(reply.status == 422)
            #expect(reply.objects("errors").first?["code"] == .string(code))
            #expect(door.store.directory.links.isEmpty)
        }
        door.close()
    }

    @Test func `the answer to a new link waits until redirects go by it`() async throws {
        let door = try await Door.make()
        let asked = Box()
        var hooks = Client.Hooks()
        hooks.tableCurrent = { asked.set("\($0.value)") }
        try await Client.talking(to: door, hooks: hooks) { (client: Client) async throws in
            _ = try await client.post("links", Self.link)
            #expect(asked.value == "\(door.journal.durable.sequence.value)")
        }
        door.close()
    }

    @Test func `a command that is not applied in time says that it is recorded`() async throws {
        var options = Door.Options()
        options.applying = .held
        options.patience = .none
        let door = try await Door.make(options)
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.post("links", Self.link)
            #expect(reply.status == 504)
            #expect(reply.code == "outcome_pending")
            try door.applyAll()
            #expect(try await client.get("links").items.count == 1)
        }
        door.close()
    }

    @Test func `a signed token verifies and stands in its carriers`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            let reply = try await client.get("tokens?link=1&staff=1001")
            let token = try #require(reply.string("token"))
            #expect(reply.string("url") == "https://t.brand.example/r/\(token)")
            #expect(reply.json["qr_svg"] == .null, "the build draws none")
            #expect(reply.objects("warnings").isEmpty)
            #expect(reply.string("issued") == "2026-11-21")
            let verdict = try await client.post("tokens/verify", #"{"token":"\#(token)"}"#)
            #expect(verdict.integer("staff") == 1001)
            #expect(verdict.integer("link") == 1)
            #expect(verdict.integer("slot") == 0)
            #expect(verdict.json["rejection"] == .null)
            _ = try await client.post("staff/1001/revoke")
            let revoked = try await client.post("tokens/verify", #"{"token":"\#(token)"}"#)
            #expect(revoked.string("rejection") == "revoked")
            #expect(revoked.integer("staff") == 1001)
            let forged = try await client.post(
                "tokens/verify",
                #"{"token":"\#(token.dropLast())\#(token.last == "0" ? "1" : "0")"}"#)
            #expect(forged.string("rejection") == "forged")
            #expect(forged.json["staff"] == .null)
        }
        door.close()
    }

    @Test func `a token comes with the code of its redirect where codes are drawn`() async throws {
        let door = try await Door.make()
        let encoder = QRCodeEncoder { text in
            guard text.hasPrefix("https://t.brand.example/r/") else { return nil }
            return QRCode(side: 21, modules: [Bool](repeating: true, count: 21 * 21))
        }
        try await Client.talking(to: door, codes: encoder) { (client: Client) async throws in
            try await furnish(client)
            let svg = try await client.get("tokens?link=1&staff=1001").string("qr_svg")
            #expect(svg?.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\"") == true)
            #expect(svg?.contains("M4 4h21v1H4z") == true)
        }
        door.close()
    }

    @Test func `numbers that the directory does not know are signed with a warning`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.get("tokens?link=4294967295&staff=16777215")
            #expect(reply.status == 200)
            #expect(
                reply.objects("warnings").map { $0["code"] }
                    == [.string("unknown_link"), .string("unknown_staff")])
            #expect(try await client.get("tokens?link=0&staff=1").code == "query_invalid")
            let late = try await client.get("tokens?link=1&staff=1&issued=2026-11-23")
            #expect(late.code == "issued_too_late")
            #expect(try await client.get("tokens?link=1&staff=1&issued=2026-11-22").status == 200)
        }
        door.close()
    }

    @Test func `an export holds everybody employed in the department`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            _ = try await client.put(
                "staff/1003", #"{"name":"Gone","department":"sh-1","employed_to":"2026-10-31"}"#)
            let reply = try await client.get("tokens/export?link=1&staff_in=sh-1")
            #expect(reply.text.split(separator: "\r\n").count == 3)
            #expect(reply.text.hasPrefix("\u{feff}staff,name,department,link,issued,token,url"))
            #expect(try await client.get("tokens/export?link=9&staff_in=sh-1").status == 404)
            let lost = try await client.get("tokens/export?link=1&staff_in=x")
            #expect(lost.code == "unknown_department")
        }
        door.close()
    }

    @Test func `rotating and retiring keys changes verdicts at once`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            let token = try #require(
                try await client.get("tokens?link=1&staff=1001").string("token"))
            let body = #"{"token":"\#(token)"}"#
            #expect(try await client.post("keys/0/retire").code == "slot_active")
            let rotated = try await client.post("keys/rotate")
            #expect(rotated.objects("changed").count == 2)
            #expect(try await client.post("tokens/verify", body).json["rejection"] == .null)
            #expect(try await client.post("keys/0/retire").status == 200)
            let verdict = try await client.post("tokens/verify", body)
            #expect(verdict.string("rejection") == "retired_key")
            #expect(verdict.integer("staff") == 1001)
            let list = try await client.get("keys")
            #expect(list.items.map { $0["state"] } == [.string("retired"), .string("active")])
            for key in door.keys.file.signingKeys {
                #expect(!list.text.contains(Hex.encode(key.bytes)))
            }
            #expect(door.store.directory.keySlots[KeySlot(unchecked: 0)] == .retired)
        }
        door.close()
    }

    @Test func `an imported key replaces the first one while no link exists`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let key = String(repeating: "ab", count: 32)
            let body = #"{"key":"\#(key)"}"#
            #expect(try await client.post("keys/0/import", body).status == 200)
            #expect(
                door.keys.file.signingKeys.map(\.bytes) == [[UInt8](repeating: 0xab, count: 32)])
            _ = try await client.post("links", Self.link)
            let other = #"{"key":"\#(String(repeating: "cd", count: 32))"}"#
            #expect(try await client.post("keys/0/import", other).code == "slot_in_use")
            #expect(try await client.post("keys/1/import", #"{"key":"abc"}"#).pointers == ["/key"])
            #expect(try await client.post("keys/16/import", other).code == "query_invalid")
        }
        door.close()
    }

    @Test func `a table of links is numbered in its order or refused as a whole`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let bad = try await client.post(
                "links/import",
                "kind,destination,channel\nh5,https://mall.example/1,a\nh6,https://x.example/,b\n",
                type: "text/csv")
            #expect(bad.pointers == ["/kind", "/destination"])
            let good = try await client.post(
                "links/import",
                "kind,destination,channel,expires_days\nh5,https://mall.example/1,a,30\n"
                    + "h5,https://mall.example/2,b,\n", type: "text/csv")
            #expect(good.integer("accepted") == 2)
            #expect(
                door.store.directory.links.map(\.destination)
                    == ["https://mall.example/1", "https://mall.example/2"])
        }
        door.close()
    }
}
