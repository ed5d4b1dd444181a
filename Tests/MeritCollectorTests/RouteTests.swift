import MeritCore
import MeritToken
import NIOHTTP1
import Testing

@testable import MeritCollector

struct RouteTests {
    private func recognise(
        _ target: String, _ method: HTTPMethod = .GET, _ headers: HTTPHeaders = [:]
    ) -> RecognisedHead {
        var all = headers
        all.add(name: "Host", value: "t.example")
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: all)
        return RecognisedHead(head, network: nil)
    }

    private func redirect(
        _ target: String, _ method: HTTPMethod = .GET, _ headers: HTTPHeaders = [:]
    ) throws -> RedirectRequest {
        guard case .redirect(let request) = recognise(target, method, headers).route else {
            throw Fixture.Missing()
        }
        return request
    }

    @Test(arguments: ["", "?from=timeline&isappinstalled=0", "?", "#x"])
    func `a token stands in the path, whatever sharing adds behind it`(rest: String) throws {
        let token = try Fixture.token()
        for place in ["/r/", "http://t.example/r/", "HTTPS://T.example/r/"] {
            let text = try required(try redirect(place + token + rest).token)
            #expect(text.indices.map { text[$0] } == Array(token.utf8))
        }
    }

    @Test(arguments: [
        "", "x", "/", "012345678901234567890123456789/", "01234567890123456789012345678",
    ])
    func `what has not a token's length is none`(text: String) throws {
        #expect(try redirect("/r/" + text).token == nil)
    }

    @Test func `headers are found in any spelling of their names`() throws {
        let visitor = VisitorID(high: 5, low: 6)
        let request = try redirect(
            "/r/x", .HEAD,
            [
                "USER-AGENT": "agent", "cookie": "a=b;mv=\(visitor.text) ;c=d",
                "sec-FETCH-mode": "Navigate", "Sec-Fetch-Dest": "document",
                "PURPOSE": "Prefetch",
            ])
        #expect(request.method == .head)
        #expect(request.userAgent == Array("agent".utf8))
        #expect(request.visitor == nil)
        #expect(request.navigation == .topLevel)
        #expect(request.purpose == .prefetch)
        #expect(
            try redirect("/r/x", .GET, ["Cookie": "a=b;mv=\(visitor.text);c=d"]).visitor == visitor)
    }

    @Test(arguments: [
        ("Sec-Purpose", "prefetch", true), ("Sec-Purpose", "prefetch;prerender", true),
        ("Purpose", "prefetch", true), ("Sec-Purpose", "pre", false), ("Purpose", "", false),
        ("X-Purpose", "prefetch", false),
    ])
    func `a prefetch says so`(name: String, value: String, isPrefetch: Bool) throws {
        let request = try redirect("/r/x", .GET, [name: value])
        #expect((request.purpose == .prefetch) == isPrefetch)
    }

    @Test func `the first canonical visitor of several counts`() throws {
        let (first, second) = (VisitorID(high: 1, low: 1), VisitorID(high: 2, low: 2))
        let headers: HTTPHeaders = [
            "Cookie": "mv=forged; mv=\(first.text)", "cookie": "mv=\(second.text)",
        ]
        #expect(try redirect("/r/x", .GET, headers).visitor == first)
    }

    @Test func `a user agent is kept to 512 bytes`() throws {
        let agent = String(repeating: "a", count: 600)
        #expect(try redirect("/r/x", .GET, ["User-Agent": agent]).userAgent.count == 512)
        #expect(try redirect("/r/x").userAgent.isEmpty)
    }

    @Test func `views carry what the door looks at`() throws {
        let head = recognise(
            "/v1/views?x", .POST,
            [
                "Origin": "https://mall.example", "Referer": "https://r.example/",
                "Content-Type": "text/plain", "Content-Length": "7", "Expect": "100-Continue",
            ])
        guard case .views(let request) = head.route else { throw Fixture.Missing() }
        #expect(request.origin == "https://mall.example")
        #expect(request.referer == "https://r.example/")
        #expect(request.contentType == "text/plain")
        #expect(head.contentLength == 7)
        #expect(head.expectsContinue)
    }

    @Test func `a length that is no number is too long`() {
        #expect(recognise("/v1/views", .POST, ["Content-Length": "9x"]).contentLength == .max)
    }
}
