import DoorFixture
import MeritAPI
import MeritAttribution
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON
import MeritJournal
import MeritStore
import Testing

struct DirectoryTests {
    static let departments = """
        department,name,parent,store
        sh-2,"Shanghai, Nanjing Road",east,SH-002
        east,East,,
        sh-1,Shanghai Bund,east,SH-001
        """
    static let staff = """
        staff,userid,name,department,employed_from,employed_to,successor,house,aliases
        1001,wang,王芳,sh-1,2026-01-01,,1002,,unionid:o6aaaabbbb;phone:13812345678
        1002,,Li Lei,sh-2,2026-02-01,2026-10-31,,,
        9001,,Bund,sh-1,,,,true,
        """

    private func furnish(_ client: Client) async throws {
        let first = try await client.post(
            "departments/import", Self.departments, type: "text/csv")
        #expect(first.status == 200, "\(first.text)")
        let second = try await client.post("staff/import", Self.staff, type: "text/csv")
        #expect(second.status == 200, "\(second.text)")
    }

    @Test func `a shop gets two secrets, once, and only one of its name`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.post("shops", #"{"shop":"third"}"#)
            #expect(reply.status == 201)
            let secret = try #require(reply.string("webhook_secret"))
            #expect(WebhookSecret(secret) != nil)
            #expect(IdentitySecret(reply.string("identity_secret") ?? "") != nil)
            #expect(try await client.post("shops", #"{"shop":"third"}"#).code == "shop_exists")
            let stolen = try await client.post(
                "shops", #"{"shop":"fourth","webhook_secret":"\#(secret)"}"#)
            #expect(stolen.code == "secret_in_use")
            let list = try await client.get("shops")
            #expect(list.items.count == 3)
            #expect(!list.text.contains("sec_"))
        }
        door.close()
    }

    @Test func `a secret that cannot be kept adds no shop`() async throws {
        var options = Door.Options()
        options.keysAreKept = false
        let door = try await Door.make(options)
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.post("shops", #"{"shop":"third"}"#)
            #expect(reply.status == 503)
            #expect(reply.code == "keys_not_kept")
            #expect(try await client.get("shops").items.count == 2)
        }
        #expect(door.keys.file.shops.count == 2)
        door.close()
    }

    @Test func `two requests for one shop get it once`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await client.post("shops", #"{"shop":"third"}"#) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let made = replies.filter { $0.status == 201 }
            #expect(made.count == 1)
            let kept = door.keys.file.shops[ShopName(unchecked: "third")]
            #expect(kept?.webhook.last?.text == made.first?.string("webhook_secret"))
            #expect(kept?.webhook.count == 1)
        }
        door.close()
    }

    @Test func `tables come in with parents below their children`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            let list = try await client.get("staff?department=sh-1")
            #expect(list.items.map { $0["staff"] } == [.integer(1001), .integer(9001)])
            let directory = door.store.directory
            let bund = directory.houseAccount(
                ofStore: StoreCode(unchecked: "SH-001"), at: door.now)
            #expect(bund == StaffNumber(unchecked: 9001))
            let row = try #require(directory.rows(of: StaffNumber(unchecked: 1002)).first)
            // The end of 31 October in Shanghai.
            #expect(row.employedTo == Timestamp(rfc3339: "2026-11-01T00:00:00+08:00"))
            #expect(directory.rows(of: StaffNumber(unchecked: 1001)).first?.aliases.count == 2)
        }
        let facts = try door.facts().compactMap { fact in
            if case .staffSet(let set) = fact { set } else { nil }
        }
        #expect(facts.map { $0.provenance?.line } == [2, 3, 4])
        door.close()
    }

    @Test func `a table with faults imports nothing and tells every line`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            let before = door.head
            let table = """
                staff,name,department,employed_from,house
                0,A,sh-1,,
                1003,,sh-1,soon,perhaps
                1004,D,sh-1,,
                1005,E
                """
            let reply = try await client.post("staff/import", table, type: "text/csv")
            #expect(reply.status == 422)
            #expect(reply.lines == [5])
            let shaped = table.replacing("\n1005,E", with: "")
            let second = try await client.post("staff/import", shaped, type: "text/csv")
            #expect(second.lines == [2, 3, 3, 3])
            #expect(second.pointers == ["/staff", "/name", "/employed_from", "/house"])
            let unknown = try await client.post(
                "staff/import", "staff,name,department\n1003,C,nowhere\n1004,D,void\n",
                type: "text/csv")
            #expect(unknown.lines == [2, 3])
            let house = try await client.post(
                "staff/import", "staff,name,department,house\n9002,Other,sh-1,true\n",
                type: "text/csv")
            #expect(house.status == 422)
            #expect(door.head == before)
        }
        door.close()
    }

    @Test func `a dry run tells the same and changes nothing`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let before = door.head
            let reply = try await client.post(
                "departments/import?dry_run=true", Self.departments, type: "text/csv")
            #expect(reply.status == 200)
            #expect(reply.integer("lines") == 3)
            #expect(reply.integer("accepted") == 3)
            #expect(reply.json["dry_run"] == .bool(true))
            #expect(door.head == before)
        }
        door.close()
    }

    @Test func `an export can be imported again`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            _ = try await client.put(
                "staff/1004", #"{"name":"=1+1","department":"sh-2","successor":1001}"#)
            let export = try await client.get("staff/export")
            #expect(export.text.contains("'=1+1"))
            let now = door.now
            let before = door.store.directory
            let reply = try await client.post("staff/import", export.text, type: "text/csv")
            #expect(reply.status == 200, "\(reply.text)")
            let after = door.store.directory
            for staff in after.staffNumbers {
                #expect(before.staff(staff, at: now)?.name == after.staff(staff, at: now)?.name)
                #expect(
                    before.staff(staff, at: now)?.employedTo
                        == after.staff(staff, at: now)?.employedTo)
            }
            #expect(after.staff(StaffNumber(unchecked: 1004), at: now)?.name == "=1+1")
        }
        door.close()
    }

    @Test func `what a command refuses comes back with its code`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lost = try await client.put("staff/1", #"{"name":"A","department":"nowhere"}"#)
            #expect(lost.status == 422)
            #expect(lost.code == "unknown_department")
            #expect(try await client.post("staff/77/revoke").code == "unknown_staff")
            #expect(try await client.post("links/77/revoke").code == "unknown_link")
            let faulty = try await client.put(
                "departments/x", #"{"name":"","parent":"a b","colour":1}"#)
            #expect(Set(faulty.pointers) == ["/name", "/parent", "/colour"])
        }
        door.close()
    }

    @Test func `revoked and restored tokens follow`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            #expect(try await client.post("staff/1001/revoke").json["revoked"] == .bool(true))
            #expect(
                door.store.directory.isRevoked(staff: StaffNumber(unchecked: 1001), at: door.now))
            _ = try await client.post("staff/1001/restore")
            #expect(
                !door.store.directory.isRevoked(staff: StaffNumber(unchecked: 1001), at: door.now))
        }
        door.close()
    }

    @Test func `lists come in pages`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            for number in 1...5 { _ = try await client.post("persons", #"{"name":"P\#(number)"}"#) }
            var names: [JSONValue?] = []
            var after = ""
            while true {
                let page = try await client.get("persons?limit=2\(after)")
                names += page.items.map { $0["name"] }
                guard let next = page.string("next") else { break }
                after = "&after=\(next)"
            }
            #expect(names == (1...5).map { .string("P\($0)") })
            for bad in ["limit=0", "limit=1001", "limit=x", "colour=red", "limit=1&limit=2"] {
                #expect(try await client.get("persons?\(bad)").code == "query_invalid", "\(bad)")
            }
        }
        door.close()
    }

    @Test func `what is exported changes nothing when it is imported again`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            // Later rows: one that says when, one that holds from when it was recorded.
            door.setTime(Door.start.advanced(by: .days(1)))
            _ = try await client.put(
                "staff/1001",
                #"{"name":"王芳","department":"sh-2","effective_from":"2026-12-01"}"#)
            _ = try await client.put("staff/1002", #"{"name":"Li","department":"sh-1"}"#)
            let head = door.head
            let export = try await client.get("staff/export").text
            let again = try await client.post("staff/import", export, type: "text/csv")
            #expect(again.status == 200, "\(again.text)")
            #expect(again.integer("accepted") == 0)
            #expect(again.integer("unchanged") == 5)
            let table = try await client.post(
                "departments/import", Self.departments, type: "text/csv")
            #expect(table.integer("unchanged") == 3)
            #expect(door.head == head)
            let rows = door.store.directory.rows(of: StaffNumber(unchecked: 1001))
            #expect(rows.first?.aliases.count == 2, "aliases are not in the export, and stay")
        }
        door.close()
    }

    @Test func `an exported directory makes the same one elsewhere`() async throws {
        let door = try await Door.make()
        let other = try await Door.make()
        let table = Box()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            door.setTime(Door.start.advanced(by: .days(1)))
            _ = try await client.put("staff/1002", #"{"name":"Li","department":"sh-1"}"#)
            table.set(try await client.get("staff/export").text)
        }
        other.setTime(Door.start.advanced(by: .days(9)))
        try await Client.talking(to: other) { (client: Client) async throws in
            _ = try await client.post("departments/import", Self.departments, type: "text/csv")
            let reply = try await client.post("staff/import", table.value, type: "text/csv")
            #expect(reply.integer("accepted") == 4, "\(reply.text)")
            #expect(try await client.get("staff/export").text == table.value)
        }
        door.close()
        other.close()
    }

    @Test func `a changed line alone is imported`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            try await furnish(client)
            let changed = Self.staff.replacing("Li Lei", with: "Li Ming")
            let reply = try await client.post("staff/import", changed, type: "text/csv")
            #expect(reply.integer("accepted") == 1)
            #expect(reply.integer("unchanged") == 2)
            let rows = door.store.directory.rows(of: StaffNumber(unchecked: 1002))
            #expect(rows.map(\.name) == ["Li Lei", "Li Ming"])
        }
        door.close()
    }

    @Test(arguments: ["\u{202e}gnaW", "a\u{2066}b", "tab\there"])
    func `a name that turns the direction of writing is refused`(name: String) async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let escaped = name.replacing("\t", with: "\\t")
            let person = try await client.post("persons", "{\"name\":\"\(escaped)\"}")
            #expect(person.pointers == ["/name"])
            let key = try await client.post(
                "api-keys", "{\"name\":\"\(escaped)\",\"scopes\":[\"links\"]}")
            #expect(key.pointers == ["/name"])
            let table = try await client.post(
                "departments/import", "department,name\nd,\(name)\n", type: "text/csv")
            #expect(table.pointers == ["/name"])
        }
        door.close()
    }
}
