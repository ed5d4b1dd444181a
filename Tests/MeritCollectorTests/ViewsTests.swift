import MeritCore
import MeritToken
import NIOCore
import NIOEmbedded
import Testing

@testable import MeritCollector

struct ViewsTests {
    private static func touch(_ members: String, token: String? = nil, event: String = "e1") throws
        -> String
    {
        let text = try token ?? Fixture.token()
        return #"{"event_id":"\#(event)","kind":"page_view","token":"\#(text)"\#(members)}"#
    }

    private static func body(_ touches: String...) -> String {
        #"{"touches":[\#(touches.joined(separator: ","))]}"#
    }

    /// Judges one touch without a connection.
    private func decide(
        _ touches: String..., request: ViewsRequest = ViewsRequest(purpose: .visit, userAgent: [])
    ) throws -> ViewsDecision {
        let context = ViewsContext(
            table: try Fixture.table(), node: .first,
            run: { $0.value <= 100 ? Fixture.run : nil })
        let body = #"{"touches":[\#(touches.joined(separator: ","))]}"#
        return try ViewsDecision(Array(body.utf8), of: request, at: Fixture.now, in: context)
    }

    // MARK: Judging

    @Test func `a view tells everything that it may`() throws {
        let click = try Fixture.clickKey().clickID(
            node: .first, sequence: Sequence(7), run: Fixture.run, claim: Fixture.claim())
        let visitor = VisitorID(high: 3, low: 4)
        let identity = Fixture.identity(
            unionid: "o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            extra: #","click_id":"\#(click.text)","visitor":"\#(visitor.text)""#)
        let decision = try decide(
            Self.touch(
                #","click_id":"\#(click.text)","page":"/p/1?openid=secret#x","dwell_ms":5200,"#
                    + #""at":"2026-11-21T11:59:58+08:00","visitor":"\#(visitor.text)","#
                    + #""identity":"\#(identity)""#),
            request: ViewsRequest(
                purpose: .visit, userAgent: Array("agent".utf8),
                network: NetworkPrefix(address: [192, 0, 2, 1])))
        let fact = try required(decision.facts.first)
        #expect(fact.touchKind == .pageView)
        #expect(fact.event.value == "e1")
        #expect(fact.token == Fixture.claim())
        #expect(fact.verdict == .human)
        #expect(fact.rejection == nil)
        #expect(fact.click == Alias(click: Sequence(7), of: .first))
        #expect(fact.dwell == Milliseconds(5_200))
        #expect(fact.claimedAt == Timestamp(rfc3339: "2026-11-21T03:59:58Z"))
        let personal = try required(fact.personal)
        #expect(
            personal.aliases == [
                try Fixture.alias(.unionid, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"),
                try Fixture.alias(.visitor, visitor.text),
            ])
        #expect(personal.page == "/p/1")
        #expect(personal.userAgent == Array("agent".utf8))
        #expect(decision.notes.isEmpty && decision.rejected.isEmpty)
    }

    @Test(arguments: [
        "link_click", "contact_added", "first_message", "order_param", "pos_assign", "view",
        "PAGE_VIEW",
    ])
    func `only views and opens may be told by anybody`(kind: String) throws {
        let text = try Self.touch("").replacing("page_view", with: kind)
        let decision = try decide(text)
        #expect(decision.facts.isEmpty)
        #expect(decision.rejected.map(\.code) == ["kind_not_allowed"])
        let open = try Self.touch("").replacing("page_view", with: "miniprogram_open")
        #expect(try decide(open).facts.map(\.touchKind) == [.miniprogramOpen])
    }

    @Test func `each token is judged for itself`() throws {
        let decision = try decide(
            Self.touch("", token: "short"), Self.touch(""),
            Self.touch("", token: Fixture.token(slot: 3)),
            Self.touch("", token: Fixture.token(slot: 0)),
            Self.touch("", token: Fixture.token(link: 2)),
            Self.touch("", token: Fixture.token(link: 99)),
            Self.touch("", token: Fixture.token(staff: 99)),
            Self.touch("", token: Fixture.token(link: 4, issued: IssueDay(2_000))))
        #expect(
            decision.rejected.map(\.code) == [
                "malformed", "unknown_key", "retired_key", "revoked", "unknown_link",
                "unknown_staff", "expired",
            ])
        #expect(decision.rejected.map(\.index) == [0, 2, 3, 4, 5, 6, 7])
        #expect(decision.acceptedCount == 1)
        // What verifies is kept with its reason, what does not is counted.
        #expect(
            decision.facts.map(\.rejection) == [
                nil, .retiredKey, .revoked, .unknownLink, .unknownStaff, .expired,
            ])
        #expect(decision.facts[1].verdict == .retiredKey)
        #expect(decision.counted == [.malformed, .unknownKey])
    }

    @Test func `a click id counts only on its own token and only if it is ours`() throws {
        func id(_ sequence: UInt64, node: UInt16 = 0, claim: TokenClaim = Fixture.claim()) throws
            -> String
        {
            try Fixture.clickKey().clickID(
                node: NodeNumber(unchecked: node), sequence: Sequence(sequence), run: Fixture.run,
                claim: claim
            ).text
        }
        #expect(try decide(Self.touch(#","click_id":"\#(id(7))""#)).facts.first?.click != nil)
        for other in [
            try id(101), try id(7, node: 1), try id(7, claim: Fixture.claim(link: 4)),
            String(try id(7).dropLast()) + "0", "", "x", try id(7) + "0",
        ] {
            let decision = try decide(Self.touch(#","click_id":"\#(other)""#))
            #expect(decision.facts.map(\.click) == [nil], "\(other)")
            #expect(decision.notes.map(\.code) == ["click_unknown"])
            #expect(decision.acceptedCount == 1)
        }
    }

    @Test(arguments: ["", "AAAAAAAAAAAAAAAAAAAAAB", "visitor", "AAAAAAAAAAAAAAAAAAAAA="])
    func `a visitor that is not canonical is left out`(visitor: String) throws {
        let decision = try decide(Self.touch(#","visitor":"\#(visitor)""#))
        #expect(decision.facts.first?.personal?.aliases == [])
        #expect(decision.notes.map(\.code) == ["visitor_refused"])
    }

    @Test func `an identity is believed only as it was signed`() throws {
        let good = Fixture.identity(unionid: "o6_bmjrPTlm6_2sgVt7hMZOPfL2M")
        let alias = try Fixture.alias(.unionid, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M")
        #expect(
            try decide(Self.touch(#","identity":"\#(good)""#)).facts.first?.personal?.aliases
                == [alias])
        let bound = Fixture.identity(
            unionid: "o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            extra: #","visitor":"\#(VisitorID(high: 1, low: 2).text)""#)
        let changed = String(good.dropLast(2)) + (good.hasSuffix("AA") ? "BB" : "AA")
        for other in [bound, changed, "", "a.b.c", String(good.dropLast())] {
            let decision = try decide(Self.touch(#","identity":"\#(other)""#))
            #expect(decision.facts.first?.personal?.aliases == [])
            #expect(decision.notes.map(\.code) == ["identity_refused"])
            #expect(decision.acceptedCount == 1 && decision.identitiesRefused == 1)
        }
    }

    @Test(arguments: ["7", "{}", "[]", "true", #""""#, "long"])
    func `an identity of any shape costs the touch its customer and nothing else`(
        identity: String
    ) throws {
        let text = identity == "long" ? #""\#(String(repeating: "a", count: 60_000))""# : identity
        let visitor = VisitorID(high: 3, low: 4).text
        let decision = try decide(Self.touch(#","visitor":"\#(visitor)","identity":\#(text)"#))
        #expect(decision.rejected.isEmpty && decision.acceptedCount == 1)
        #expect(decision.notes.map(\.code) == ["identity_refused"])
        #expect(decision.identitiesRefused == 1)
        let alias = try Fixture.alias(.visitor, visitor)
        #expect(decision.facts.first?.personal?.aliases == [alias])
        // Nobody logged in.
        #expect(try decide(Self.touch(#","identity":null"#)).notes.isEmpty)
    }

    @Test(arguments: [
        "0001-01-02T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z",
    ])
    func `whatever time a touch claims, it is kept as it was claimed`(at: String) throws {
        let decision = try decide(Self.touch(#","at":"\#(at)""#))
        #expect(decision.rejected.isEmpty && decision.acceptedCount == 1)
        let claimed = try required(Timestamp(rfc3339: at))
        #expect(decision.facts.map(\.claimedAt) == [claimed])
    }

    @Test(arguments: [
        (#"{"kind":"page_view","token":"x"}"#, "missing", "/touches/0/event_id"),
        (#"{"event_id":"","kind":"page_view","token":"x"}"#, "bad_format", "/touches/0/event_id"),
        (
            #"{"event_id":"a b","kind":"page_view","token":"x"}"#, "bad_format",
            "/touches/0/event_id"
        ),
        (#"{"event_id":"é","kind":"page_view","token":"x"}"#, "bad_format", "/touches/0/event_id"),
        (#"{"event_id":1,"kind":"page_view","token":"x"}"#, "wrong_type", "/touches/0/event_id"),
        (#"{"event_id":"e","token":"x"}"#, "missing", "/touches/0/kind"),
        (#"{"event_id":"e","kind":"page_view"}"#, "missing", "/touches/0/token"),
        (#"{"event_id":"e","kind":"page_view","token":7}"#, "wrong_type", "/touches/0/token"),
        (
            #"{"event_id":"e","kind":"page_view","token":"x","dwell_ms":-1}"#, "negative",
            "/touches/0/dwell_ms"
        ),
        (
            #"{"event_id":"e","kind":"page_view","token":"x","dwell_ms":86400001}"#, "too_large",
            "/touches/0/dwell_ms"
        ),
        (
            #"{"event_id":"e","kind":"page_view","token":"x","dwell_ms":1.5}"#, "not_an_integer",
            "/touches/0/dwell_ms"
        ),
        (
            #"{"event_id":"e","kind":"page_view","token":"x","at":"yesterday"}"#, "bad_format",
            "/touches/0/at"
        ),
        (
            #"{"event_id":"e","kind":"page_view","token":"x","page":"/\u0001"}"#, "bad_format",
            "/touches/0/page"
        ),
        ("7", "wrong_type", "/touches/0"), ("null", "wrong_type", "/touches/0"),
    ])
    func `a touch of the wrong shape is rejected with its place`(
        touch: String, code: String, pointer: String
    ) throws {
        let decision = try decide(touch, Self.touch("", event: "good"))
        #expect(decision.rejected.map(\.code) == [code])
        #expect(decision.rejected.map(\.pointer) == [pointer])
        #expect(decision.facts.map(\.event.value) == ["good"])
    }

    @Test func `an event id has at most 64 characters`() throws {
        let longest = String(repeating: "e", count: 64)
        #expect(try decide(Self.touch("", event: longest)).facts.count == 1)
        #expect(try decide(Self.touch("", event: longest + "e")).facts.isEmpty)
    }

    @Test func `a page is a path of at most 512 bytes`() throws {
        func page(_ text: String) throws -> String? {
            try decide(Self.touch(#","page":"\#(text)""#)).facts.first?.personal?.page
        }
        #expect(try page("/p/1?phone=138#x") == "/p/1")
        #expect(try page("https://mall.example/p?x") == "/p")
        #expect(try page("https://user:pw@mall.example") == "")
        #expect(try page("pages/goods/detail?id=1") == "pages/goods/detail")
        #expect(try page("/" + String(repeating: "页", count: 300))?.utf8.count == 511)
    }

    @Test func `members that nobody knows are ignored`() throws {
        #expect(try decide(Self.touch(#","future":{"a":[1]}"#)).acceptedCount == 1)
    }

    @Test func `every fact of a view can be read back`() throws {
        let visitor = VisitorID(high: 3, low: 4)
        let decision = try decide(
            Self.touch(#","page":"/页","dwell_ms":0,"visitor":"\#(visitor.text)""#),
            Self.touch("", token: Fixture.token(slot: 0)))
        for fact in decision.facts {
            var open = ByteWriter()
            var personal = ByteWriter()
            fact.writePublic(to: &open)
            fact.writePersonal(to: &personal)
            let read = try BeaconTouch(
                version: BeaconTouch.version, publicBody: open.bytes[...],
                personalBody: personal.bytes[...])
            #expect(read == fact)
        }
    }

    // MARK: Answering

    @Test func `views are accepted when they are recorded and not before`() throws {
        let connection = try TestConnection()
        try connection.post(
            Self.body(
                try Self.touch(""), try Self.touch("", token: "bad"),
                try Self.touch(#","identity":"x""#)))
        #expect(try connection.sent().isEmpty)
        #expect(connection.journal.submissions.map(\.count) == [2])
        connection.record()
        let response = try connection.response()
        #expect(response.status == 202)
        #expect(
            response.body == #"{"recorded":2,"rejected":[{"index":1,"code":"malformed"}],"#
                + #""notes":[{"index":2,"code":"identity_refused"}]}"#)
        #expect(connection.loop.counts.views == [.recorded: 2, .rejected: 1])
    }

    @Test func `views that cannot be recorded are refused`() throws {
        let connection = try TestConnection { $0.waitingMax = 1 }
        try connection.post(
            Self.body(try Self.touch("")), type: "text/plain", "Origin: https://mall.example")
        connection.refuse()
        let response = try connection.response()
        #expect(response.status == 503)
        #expect(response.body.contains(#""code":"not_recorded""#))
        #expect(response["retry-after"] == "1")
        #expect(response["access-control-allow-origin"] == "https://mall.example")
        try connection.post(Self.body(try Self.touch("")))
        connection.eventLoop.advanceTime(by: .milliseconds(250))
        #expect(try connection.response().status == 503)
        // Still with the journal: no room for more.
        try connection.post(Self.body(try Self.touch("")))
        #expect(try connection.response().status == 503)
        #expect(
            connection.journal.noted == [
                HeldJournal.Noted(
                    unrecorded: JournalPort.Unrecorded(views: 1), reason: .deadline),
                HeldJournal.Noted(
                    unrecorded: JournalPort.Unrecorded(views: 1), reason: .queueFull),
            ])
    }

    @Test func `a batch of which nothing is kept is answered at once`() throws {
        let connection = try TestConnection()
        try connection.post(Self.body(try Self.touch("", token: "bad")))
        #expect(
            try connection.response().body
                == #"{"recorded":0,"rejected":[{"index":0,"code":"malformed"}],"notes":[]}"#)
        try connection.post(#"{"touches":[]}"#)
        #expect(try connection.response().status == 202)
        #expect(connection.journal.submissions.isEmpty)
    }

    @Test(arguments: [
        "", "{", "[]", "7", "{}", #"{"touches":{}}"#, #"{"touches":null}"#, "{\"touches\":[]}x",
        #"{"touches":[],"touches":[]}"#, "\u{feff}{\"touches\":[]}", "touches=[]",
    ])
    func `a body that is no batch gets its faults`(body: String) throws {
        let connection = try TestConnection()
        try connection.post(body)
        let response = try connection.response()
        #expect(response.status == 422)
        #expect(response["content-type"] == "application/problem+json")
        #expect(response.body.contains(#""code":"body_invalid""#))
        #expect(response.body.contains(#""errors":[{"pointer":"#))
    }

    @Test func `a batch has at most a hundred touches`() throws {
        let connection = try TestConnection()
        let touch = try Self.touch("")
        let hundred = [String](repeating: touch, count: 100).joined(separator: ",")
        try connection.post(#"{"touches":[\#(hundred)]}"#)
        connection.record()
        #expect(try connection.response().body.hasPrefix(#"{"recorded":100,"#))
        try connection.post(#"{"touches":[\#(hundred),\#(touch)]}"#)
        #expect(try connection.response().status == 422)
    }

    // MARK: Who may send

    @Test(arguments: [
        "https://evil.example", "null", "https://mall.example.evil.example", "http://mall.example",
        "https://mall.example:8443", "", "https://mall.example, https://mall.example",
    ])
    func `an origin that is not listed is refused before the body is read`(origin: String) throws {
        let connection = try TestConnection()
        try connection.post("no json at all", "Origin: \(origin)")
        let response = try connection.response()
        #expect(response.status == 403)
        #expect(response.body.contains(#""code":"origin_not_allowed""#))
        #expect(response["access-control-allow-origin"] == nil)
        // The connection goes on behind the body.
        try connection.request("/livez")
        #expect(try connection.response().status == 200)
    }

    @Test func `no origin passes a list that is empty`() throws {
        var settings = try Fixture.settings()
        settings.origins = .none
        settings.miniPrograms = []
        let table = RedirectTable(
            rows: try Fixture.rows(), keys: try Fixture.keys(), settings: settings)
        let connection = try TestConnection(table: table)
        let body = Self.body(try Self.touch(""))
        try connection.post(body, "Origin: https://mall.example")
        #expect(try connection.response().status == 403)
        try connection.post(
            body, "Referer: https://servicewechat.com/wx0123456789abcdef/7/page-frame.html")
        #expect(try connection.response().status == 403)
        try connection.post(body)
        connection.record()
        #expect(try connection.response().status == 202)
    }

    @Test func `a listed origin may read its answers`() throws {
        let connection = try TestConnection()
        let body = Self.body(try Self.touch(""))
        try connection.post(body, "Origin: https://m.example:8443")
        connection.record()
        let response = try connection.response()
        #expect(response.status == 202)
        #expect(response["access-control-allow-origin"] == "https://m.example:8443")
        #expect(response["vary"] == "Origin")
        try connection.post("{", "Origin: https://mall.example")
        #expect(try connection.response()["access-control-allow-origin"] == "https://mall.example")
        try connection.post(body, "Origin: https://mall.example", "Origin: https://mall.example")
        #expect(try connection.response().status == 403)
        try connection.post(body, type: "text/html", "Origin: https://mall.example")
        let refused = try connection.response()
        #expect(refused.status == 415)
        #expect(refused["access-control-allow-origin"] == "https://mall.example")
    }

    @Test(arguments: [
        ("https://servicewechat.com/wx0123456789abcdef/devtools/page-frame.html", 202),
        ("https://servicewechat.com/wxffffffffffffffff/1/page-frame.html", 403),
        ("https://ServiceWeChat.com/wxffffffffffffffff/1/page-frame.html", 403),
        ("https://servicewechat.com/", 403), ("https://mall.example/p/1", 202),
    ])
    func `a mini-program must be listed`(referer: String, status: Int) throws {
        let connection = try TestConnection()
        try connection.post(Self.body(try Self.touch("")), "Referer: \(referer)")
        connection.record()
        #expect(try connection.response().status == status)
    }

    @Test func `a browser that asks first is told what it may do`() throws {
        let connection = try TestConnection()
        try connection.request(
            "/v1/views", method: "OPTIONS", "Origin: https://mall.example",
            "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type")
        let response = try connection.response()
        #expect(response.status == 204)
        #expect(response["access-control-allow-origin"] == "https://mall.example")
        #expect(response["access-control-allow-methods"] == "POST")
        #expect(response["access-control-allow-headers"] == "Content-Type")
        #expect(response["content-length"] == nil)
        try connection.request("/v1/views", method: "OPTIONS", "Origin: https://evil.example")
        let refused = try connection.response()
        #expect(refused.status == 403)
        #expect(refused["access-control-allow-origin"] == nil)
    }

    @Test(arguments: [
        ("application/json", 202), ("Application/JSON; charset=utf-8", 202), ("text/plain", 202),
        ("text/plain;charset=UTF-8", 202), ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data", 415), ("text/html", 415),
    ])
    func `bodies are JSON, whatever beacons call them`(type: String, status: Int) throws {
        let connection = try TestConnection()
        try connection.post(Self.body(try Self.touch("")), type: type)
        connection.record()
        #expect(try connection.response().status == status)
    }
}
