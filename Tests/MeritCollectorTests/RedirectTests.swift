import MeritCore
import MeritJournal
import MeritToken
import NIOCore
import NIOEmbedded
import Testing

@testable import MeritCollector

/// One connection, a journal that waits for the test, and time that the test drives.
struct RedirectTests {
    private static let fallback = "https://mall.example/"

    @Test func `a click is answered when it is recorded and not before`() throws {
        let connection = try TestConnection()
        let token = try Fixture.token()
        try connection.request("/r/\(token)")
        #expect(try connection.sent().isEmpty)
        #expect(connection.journal.submissions.map(\.wait) == [.durable])
        connection.record()
        let response = try connection.response()
        #expect(response.status == 302)
        #expect(response["cache-control"] == "no-store")
        #expect(response["content-length"] == "0")
        #expect(response["date"] == "Sat, 21 Nov 2026 04:00:00 GMT")
        #expect(response["connection"] == nil)
        let id = try required(response.parameter("mc").flatMap { ClickID($0) })
        #expect(
            response["location"] == "https://mall.example/p/1?a=b&mt=\(token)&mc=\(id.text)#top")
        #expect(id.sequence == Sequence(1))
        let claim = Fixture.claim()
        #expect(try Fixture.clickKey().verify(id, run: Fixture.run, claim: claim))
    }

    @Test func `with durability kernel the write is enough`() throws {
        let connection = try TestConnection { $0.durability = .kernel }
        try connection.request("/r/\(try Fixture.token())")
        #expect(connection.journal.submissions.map(\.wait) == [.written])
    }

    @Test func `records of one tick are handed over once, and answered together`() throws {
        let connection = try TestConnection()
        let other = try connection.connect()
        let line = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
        try connection.channel.writeInbound(ByteBuffer(string: line + line))
        try other.writeInbound(ByteBuffer(string: line))
        connection.eventLoop.run()
        #expect(connection.journal.submissions.map(\.count) == [3])
        connection.record()
        let ids = try connection.responses().map { $0.parameter("mc").flatMap { ClickID($0) } }
        #expect(ids.map { $0?.sequence } == [Sequence(1), Sequence(2)])
        let third = try Response.parse(try connection.sent(other))
        #expect(
            third.first?.parameter("mc").flatMap { ClickID($0) }?.sequence == Sequence(3))
    }

    @Test func `pipelined answers leave in order`() throws {
        let connection = try TestConnection()
        let good = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
        let bad = "GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n"
        let live = "GET /livez HTTP/1.1\r\nHost: t\r\n\r\n"
        try connection.send(good + bad + live + good + bad)
        #expect(try connection.sent().isEmpty)
        connection.record()
        #expect(try connection.responses().map(\.status) == [302, 404, 200, 302, 404])
    }

    @Test func `at most sixteen answers of a connection are due at once`() throws {
        let connection = try TestConnection()
        let line = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
        try connection.send(String(repeating: line, count: 40))
        #expect(connection.loop.waitingCount == 16)
        connection.record()
        #expect(try connection.responses().count == 16)
        #expect(connection.loop.waitingCount == 16)
        connection.record()
        connection.record()
        #expect(try connection.responses().map(\.status) == [Int](repeating: 302, count: 24))
    }

    // MARK: Rejections

    @Test(arguments: ["https://mall.example/", nil])
    func `all rejections look alike`(fallback: String?) throws {
        let connection = try TestConnection(table: Fixture.table(fallback: fallback))
        let good = try Fixture.token()
        let bad = [
            "x", "", good + "0", String(good.dropLast()), String(good.dropLast()) + "!",
            "zzzzzzzzzz" + good.dropFirst(10), try Fixture.token(slot: 3),
            try Fixture.token(slot: 0), try Fixture.token(link: 77), try Fixture.token(staff: 5),
            try Fixture.token(staff: 1_002), try Fixture.token(link: 2), try Fixture.token(link: 3),
            try Fixture.token(link: 4, issued: IssueDay(2_000)), good + "/",
            "%30" + good.dropFirst(),
            String(good.reversed()),
        ]
        var seen: Set<Response> = []
        for token in bad {
            try connection.request("/r/\(token)")
            connection.record()
            seen.insert(try connection.response().undated)
        }
        #expect(seen.count == 1)
        let response = try required(seen.first)
        #expect(response.status == (fallback == nil ? 404 : 302))
        #expect(response["location"] == fallback)
        #expect(response["set-cookie"] == nil)
        #expect(response["cache-control"] == "no-store")
    }

    @Test func `every changed character of a token is rejected`() throws {
        let connection = try TestConnection()
        let token = try Fixture.token()
        for index in token.indices {
            for replacement in ["0", "A", "z", "-"] where String(token[index]) != replacement {
                var changed = token
                changed.replaceSubrange(index...index, with: replacement)
                try connection.request("/r/\(changed)")
                #expect(try connection.response()["location"] == Self.fallback, "\(changed)")
            }
        }
        #expect(connection.journal.submissions.isEmpty)
    }

    @Test func `a token whose tag does not verify is counted by the minute`() throws {
        let connection = try TestConnection()
        try connection.request("/r/short")
        try connection.request("/r/\(try Fixture.token(slot: 3))")
        try connection.request("/r/\(try Fixture.token(slot: 3))")
        #expect(try connection.responses().count == 3)
        #expect(connection.journal.submissions.isEmpty)
        connection.eventLoop.advanceTime(by: .seconds(1))
        #expect(connection.journal.submissions.isEmpty)
        connection.clock.now = Fixture.now.advanced(by: .minutes(1))
        connection.loop.tick()
        connection.eventLoop.run()
        #expect(connection.journal.submissions.map(\.count) == [1])
        #expect(connection.loop.counts.rejections == [.malformed: 1, .unknownKey: 2])
        // What the disk could not take is offered again.
        connection.refuse()
        connection.loop.tick()
        connection.eventLoop.run()
        #expect(connection.journal.submissions.map(\.count) == [1])
        connection.record()
        connection.loop.tick()
        connection.eventLoop.run()
        #expect(connection.journal.submissions.isEmpty)
    }

    // MARK: What cannot be recorded

    @Test func `a click that cannot be recorded goes on without an id`() throws {
        let connection = try TestConnection()
        let token = try Fixture.token()
        try connection.request("/r/\(token)")
        connection.refuse()
        let response = try connection.response()
        #expect(response["location"] == "https://mall.example/p/1?a=b&mt=\(token)#top")
        #expect(response["set-cookie"] != nil)
        #expect(connection.loop.counts.redirects == [.unrecorded: 1])
    }

    @Test func `a click that must not go on unrecorded is refused`() throws {
        let connection = try TestConnection { $0.unrecorded = .refuse }
        try connection.request("/r/\(try Fixture.token())")
        try connection.request("/r/\(try Fixture.token(link: 2))")
        connection.refuse()
        let responses = try connection.responses()
        #expect(responses.map(\.status) == [503, 302])
        #expect(responses[0]["retry-after"] == "1")
        #expect(responses[0]["location"] == nil)
        #expect(connection.loop.counts.redirects == [.refused: 1, .rejected: 1])
    }

    @Test func `no answer waits longer than it may`() throws {
        let connection = try TestConnection()
        try connection.request("/r/\(try Fixture.token())")
        connection.eventLoop.advanceTime(by: .milliseconds(200))
        try connection.request("/r/\(try Fixture.token())")
        connection.eventLoop.advanceTime(by: .milliseconds(49))
        #expect(try connection.sent().isEmpty)
        connection.eventLoop.advanceTime(by: .milliseconds(1))
        #expect(try connection.response().parameter("mc") == nil)
        let noted = HeldJournal.Noted(
            unrecorded: JournalPort.Unrecorded(clicks: 1), reason: .deadline)
        #expect(connection.journal.noted == [noted])
        // The second still waits for its own time, and is recorded within it.
        connection.eventLoop.advanceTime(by: .milliseconds(199))
        #expect(try connection.sent().isEmpty)
        connection.record()
        #expect(try connection.response().parameter("mc") != nil)
        connection.eventLoop.advanceTime(by: .seconds(2))
        #expect(try connection.sent().isEmpty)
        #expect(connection.journal.noted == [noted])
        #expect(connection.loop.waitingCount == 0)
    }

    @Test func `a minute's count may wait longer, since nobody waits for it`() throws {
        let connection = try TestConnection()
        try connection.request("/r/bad")
        connection.clock.now = Fixture.now.advanced(by: .minutes(1))
        try connection.request("/r/\(try Fixture.token())")
        connection.loop.tick()
        connection.eventLoop.advanceTime(by: .seconds(5))
        #expect(try connection.responses().count == 2)
        #expect(connection.loop.waitingCount == 2)
        connection.record()
        #expect(connection.loop.isSettled && connection.loop.unrecordedTallies.isEmpty)
        #expect(
            connection.journal.noted == [
                HeldJournal.Noted(
                    unrecorded: JournalPort.Unrecorded(clicks: 1), reason: .deadline)
            ])
    }

    @Test func `no more answers wait than may`() throws {
        let connection = try TestConnection { $0.waitingMax = 2 }
        for _ in 0..<3 { try connection.request("/r/\(try Fixture.token())") }
        #expect(connection.journal.submissions.map(\.count) == [1, 1])
        connection.record()
        let responses = try connection.responses()
        #expect(responses.map { $0.parameter("mc") != nil } == [true, true, false])
        #expect(
            connection.journal.noted == [
                HeldJournal.Noted(
                    unrecorded: JournalPort.Unrecorded(clicks: 1), reason: .queueFull)
            ])
    }

    // MARK: Visitors and what the browser says

    @Test func `a browser without a cookie gets one`() throws {
        let connection = try TestConnection()
        try connection.request("/r/\(try Fixture.token())")
        connection.record()
        let cookie = try required(try connection.response()["set-cookie"])
        let value = cookie.dropFirst(3).prefix(22)
        #expect(cookie.hasPrefix("mv="))
        #expect(VisitorID(value) != nil)
        #expect(
            cookie.dropFirst(25)
                == "; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax")
        try connection.request(
            "/r/\(try Fixture.token())", method: "GET", "Cookie: a=b; mv=\(value)")
        connection.record()
        #expect(try connection.response()["set-cookie"] == nil)
    }

    @Test(arguments: [
        "mv=", "mv=short", "mv=AAAAAAAAAAAAAAAAAAAAAB", "mv=AAAAAAAAAAAAAAAAAAAAA+",
        "mv=AAAAAAAAAAAAAAAAAAAAAAA", "xmv=AAAAAAAAAAAAAAAAAAAAAA", "MV=AAAAAAAAAAAAAAAAAAAAAA",
        "mv =AAAAAAAAAAAAAAAAAAAAAA", "mv=\"AAAAAAAAAAAAAAAAAAAAAA\"",
        "a=mv=AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a cookie that is not canonical is replaced`(cookie: String) throws {
        let connection = try TestConnection()
        try connection.request("/r/\(try Fixture.token())", method: "GET", "Cookie: \(cookie)")
        connection.record()
        #expect(try connection.response().values("set-cookie").count == 1)
    }

    @Test(arguments: [
        ["Sec-Fetch-Mode: no-cors"], ["Sec-Fetch-Dest: image"], ["Sec-Fetch-Dest: iframe"],
        ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"],
        ["Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: document"], ["Sec-Fetch-Mode: "],
        ["sec-fetch-dest: EMPTY"],
    ])
    func `what is no navigation gets neither cookie nor click id`(headers: [String]) throws {
        let connection = try TestConnection()
        let token = try Fixture.token()
        let lines = headers.map { $0 + "\r\n" }.joined()
        try connection.send("GET /r/\(token) HTTP/1.1\r\nHost: t\r\n\(lines)\r\n")
        connection.record()
        let response = try connection.response()
        #expect(response["location"] == "https://mall.example/p/1?a=b&mt=\(token)#top")
        #expect(response["set-cookie"] == nil)
    }

    @Test func `HEAD is answered as GET, without a body`() throws {
        let connection = try TestConnection(table: Fixture.table(fallback: nil))
        try connection.request("/r/\(try Fixture.token())", method: "HEAD")
        connection.record()
        let response = try connection.response(isHead: true)
        #expect(response.status == 302)
        #expect(response.parameter("mc") != nil)
        try connection.request("/r/bad", method: "HEAD")
        let bytes = try connection.sent()
        #expect(bytes.suffix(4) == Array("\r\n\r\n".utf8))
        let page = try required(try Response.parse(bytes, heads: [0]).first)
        #expect(page["content-length"] == "\(Answer.notFoundPage.body.count)")
    }

    // MARK: Nothing of a request in a header

    @Test func `no byte of a request gets into a header`() throws {
        let connection = try TestConnection()
        let token = try Fixture.token()
        let marks = [
            "Referer: zzmark", "Cookie: mv=zzmark; zzmark=1", "User-Agent: zzmark",
            "X-Forwarded-Host: zzmark", "Origin: https://zzmark", "X-Original-URL: /zzmark",
            "Forwarded: host=zzmark",
        ]
        let lines = marks.map { $0 + "\r\n" }.joined()
        for target in ["/r/\(token)?zzmark=1", "/r/zzmark", "/zzmark", "/r/zzmark%0d%0aX:1"] {
            try connection.send("GET \(target) HTTP/1.1\r\nHost: zzmark\r\n\(lines)\r\n")
            connection.record()
            let text = String(decoding: try connection.sent(), as: UTF8.self)
            #expect(!text.isEmpty)
            #expect(!text.contains("zzmark"), "\(target)")
        }
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `no byte in a token's place breaks an answer's head`(byte: UInt8) throws {
        let connection = try TestConnection()
        let token = Array(try Fixture.token().utf8)
        let line =
            Array("GET /r/".utf8) + token[..<15] + [byte] + token[16...]
            + Array(" HTTP/1.1\r\nHost: t\r\n\r\n".utf8)
        guard byte != token[15] else { return }
        try? connection.send(line)
        connection.record()
        for response in try Response.parse(try connection.sent()) {
            #expect([302, 400, 404].contains(response.status))
            #expect(response["location"] == nil || response["location"] == Self.fallback)
            #expect(response.headers.count <= 6)
        }
    }
}
