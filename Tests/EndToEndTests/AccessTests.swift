import MeritJSON
import ProcessFixture
import Testing

/// Who may ask the API, and what is switched off in a running service.
struct AccessTests {
    @Test func `the api answers only for its hosts and for keys with the scope`() throws {
        let folder = try TemporaryFolder("access")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        _ = try Shopfront(directory)
        try directory.must("person", "add", "Chen Finance")
        let finance = try directory.must(
            "api-key", "create", "--name", "bi", "--person", "Chen Finance", "--scope", "finance"
        ).line
        let links = try directory.must(
            "api-key", "create", "--name", "links", "--scope", "links"
        ).line
        let path = "/v1/ledger/entries"
        #expect(try ask(merit, path, key: nil).status == 401)
        #expect(try ask(merit, path, key: "mk_nonsense").status == 401)
        #expect(try ask(merit, path, key: links).status == 403)
        #expect(try ask(merit, path, key: finance).status == 200)
        let foreign = try ask(merit, path, key: finance, host: "evil.example")
        #expect(foreign.status == 421, "\(foreign)")
        #expect(try JSONValue(text: foreign.body)["code"]?.text == "host_not_allowed")
        let items = try directory.json("api-key", "list")
        let id = (items["items"] ?? items).elements.first { $0["name"]?.text == "bi" }?["id"]?.text
        try directory.must("api-key", "revoke", id ?? "")
        #expect(try ask(merit, path, key: finance).status == 401)
        #expect(try directory.segments().allSatisfy { !Self.holds($0, finance) })
    }

    private func ask(
        _ merit: RunningMerit, _ path: String, key: String?, host: String? = nil
    ) throws -> Browser.Answer {
        var headers: [String] = []
        if let key { headers.append("Authorization: Bearer \(key)") }
        if let host { headers.append("Host: \(host)") }
        return try Browser(collector: merit.api).ask(path, headers: headers)
    }

    /// Whether a file holds a text.
    private static func holds(_ file: String, _ text: String) -> Bool {
        (try? Shell.run("grep", ["-qaF", text, file]).code) != 1
    }

    @Test func `what is revoked leads to the fallback page at once`() throws {
        let folder = try TemporaryFolder("revoked")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let browser = Browser(collector: merit.collector)
        #expect(try browser.click(shop.token(1001)).clickID != nil)
        try directory.must("staff", "revoke", "1001")
        #expect(try browser.click(shop.token(1001)).clickID == nil)
        #expect(try browser.click(shop.token(1002)).clickID != nil, "only that person")
        try directory.must("staff", "restore", "1001")
        #expect(try browser.click(shop.token(1001)).clickID != nil)
        try directory.must("link", "revoke", "1")
        let answer = try browser.click(shop.token(1002))
        #expect(answer.location == "https://mall.example/welcome")
    }

    @Test func `no raw identifier of a customer stands in the data directory`() throws {
        let folder = try TemporaryFolder("identifiers")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let buyer = #"{"unionid":"oSecretUnion00000000000001","phone":"13812345678"}"#
        #expect(try mall.send("evt-1", Order(id: "P1", buyer: buyer).body).status == 202)
        // A bad one too: its body is kept, but never in the clear.
        let bad = Order(id: "P2", lines: "[{}]", buyer: buyer)
        #expect(try mall.send("evt-2", bad.body).status == 422)
        _ = try merit.entries(atLeast: 1)
        try merit.stop()
        for secret in ["oSecretUnion00000000000001", "13812345678"] {
            let found = try Shell.run("grep", ["-raF", "-l", secret, directory.path])
            #expect(found.code == 1, "\(secret) stands in \(found.output)")
        }
    }
}
