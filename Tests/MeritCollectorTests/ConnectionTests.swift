import MeritCore
import NIOCore
import NIOEmbedded
import Testing

@testable import MeritCollector

struct ConnectionTests {
    @Test(arguments: [
        ("GET", "/livez", 200), ("HEAD", "/livez", 200), ("GET", "/livez?x", 200),
        ("GET", "/readyz", 200), ("POST", "/livez", 405), ("GET", "/", 404), ("GET", "/r", 404),
        ("GET", "//r/x", 404), ("GET", "/v1/views", 405), ("PUT", "/v1/views", 405),
        ("POST", "/r/x", 405), ("OPTIONS", "/r/x", 405), ("DELETE", "/r/x", 405),
        ("GET", "/v1/views/", 404), ("POST", "/metrics", 404), ("GET", "/q/x.svg", 404),
        ("GET", "http://t.example/livez", 200), ("GET", "HTTP://T.EXAMPLE/livez?x", 200),
        ("GET", "http://other.example/livez", 400), ("GET", "http://t.example@evil/livez", 400),
    ])
    func `each path and method has its answer`(method: String, target: String, status: Int) throws {
        let connection = try TestConnection()
        try connection.request(target, method: method)
        #expect(try connection.response(isHead: method == "HEAD").status == status)
    }

    @Test func `a wrong method is told the right ones`() throws {
        let connection = try TestConnection()
        try connection.request("/r/x", method: "POST")
        #expect(try connection.response()["allow"] == "GET, HEAD")
        try connection.request("/v1/views", method: "GET")
        #expect(try connection.response()["allow"] == "OPTIONS, POST")
    }

    @Test func `readiness is asked for each time`() throws {
        let connection = try TestConnection()
        connection.clock.readiness = .notReady
        try connection.request("/readyz")
        #expect(try connection.response().status == 503)
        try connection.request("/livez")
        #expect(try connection.response().status == 200)
        connection.clock.readiness = .ready
        try connection.request("/readyz")
        #expect(try connection.response().status == 200)
    }

    // MARK: Keeping and ending

    @Test(
        arguments: [
            ("HTTP/1.1", "", true, nil), ("HTTP/1.1", "Connection: close\r\n", false, "close"),
            ("HTTP/1.0", "", false, "close"),
            ("HTTP/1.0", "Connection: keep-alive\r\n", true, "keep-alive"),
            ("HTTP/1.1", "Connection: Upgrade\r\nUpgrade: h2c\r\n", false, "close"),
        ] as [(String, String, Bool, String?)])
    func `a connection is kept as its version and headers say`(
        version: String, headers: String, isKept: Bool, told: String?
    ) throws {
        let connection = try TestConnection()
        try connection.send("GET /livez \(version)\r\nHost: t\r\n\(headers)\r\n")
        #expect(try connection.response()["connection"] == told)
        #expect(connection.channel.isActive == isKept)
    }

    @Test func `nothing behind the last request is answered`() throws {
        let connection = try TestConnection()
        try connection.send(
            "GET /livez HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
                + "GET /readyz HTTP/1.1\r\nHost: t\r\n\r\n")
        #expect(try connection.responses().count == 1)
    }

    @Test func `a peer that stopped sending gets its answers`() throws {
        let connection = try TestConnection()
        try connection.request("/r/\(try Fixture.token())")
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        connection.eventLoop.run()
        #expect(connection.channel.isActive)
        connection.record()
        let response = try connection.response()
        #expect(response.status == 302)
        #expect(response["connection"] == "close")
        #expect(!connection.channel.isActive)
    }

    @Test func `a peer that stopped sending between requests is closed`() throws {
        let connection = try TestConnection()
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        connection.eventLoop.run()
        #expect(!connection.channel.isActive)
        #expect(connection.loop.connections.isEmpty)
    }

    @Test func `a peer that is gone is forgotten, and its clicks are recorded all the same`() throws
    {
        let connection = try TestConnection()
        try connection.request("/r/\(try Fixture.token())")
        _ = try connection.channel.finish(acceptAlreadyClosed: true)
        connection.record()
        #expect(connection.loop.counts.redirects == [.recorded: 1])
        #expect(connection.loop.connections.isEmpty)
    }

    // MARK: Limits

    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        "\u{16}\u{3}\u{1}\0\u{1}",
    ])
    func `what is not well-formed is answered once, and the connection ends`(text: String) throws {
        let connection = try TestConnection()
        try connection.send(text)
        try? connection.send("GET /livez HTTP/1.1\r\nHost: t\r\n\r\n")
        let response = try connection.response()
        #expect(response.status == 400)
        #expect(response["connection"] == "close")
        #expect(!connection.channel.isActive)
    }

    @Test func `answers that are due leave before the one to a malformed request`() throws {
        let connection = try TestConnection()
        try connection.send(
            "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\nnonsense\r\n\r\n")
        #expect(try connection.sent().isEmpty)
        connection.record()
        #expect(try connection.responses().map(\.status) == [302, 400])
        #expect(!connection.channel.isActive)
    }

    @Test func `a head has limits`() throws {
        for head in [
            "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: t\r\n",
            "GET / HTTP/1.1\r\nHost: t\r\nA: \(String(repeating: "a", count: 9_000))\r\n",
            "GET / HTTP/1.1\r\nHost: t\r\n" + String(repeating: "A: b\r\n", count: 101),
            "GET / HTTP/1.1\r\nHost: t\r\n"
                + String(repeating: "A: \(String(repeating: "b", count: 4_000))\r\n", count: 9),
        ] {
            let connection = try TestConnection()
            try connection.send(head + "\r\n")
            #expect(try connection.response().status == 431)
            #expect(!connection.channel.isActive)
        }
    }

    @Test func `a body has limits, announced or not`() throws {
        let announced = try TestConnection()
        try announced.send("POST /v1/views HTTP/1.1\r\nHost: t\r\nContent-Length: 262145\r\n\r\n")
        #expect(try announced.response().status == 413)
        #expect(!announced.channel.isActive)
        for route in ["/v1/views", "/nowhere"] {
            let chunked = try TestConnection()
            try chunked.send(
                "POST \(route) HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n"
            for _ in 0..<4 { try chunked.send(chunk) }
            #expect(try chunked.sent().isEmpty)
            try chunked.send("1\r\n \r\n")
            #expect(try chunked.response().status == 413)
            #expect(!chunked.channel.isActive)
        }
        let largest = try TestConnection()
        try largest.post(String(repeating: " ", count: 262_144))
        #expect(try largest.response().status == 422)
    }

    @Test func `a client that waits for leave to send its body gets it`() throws {
        let connection = try TestConnection()
        try connection.send(
            "POST /v1/views HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\n"
                + "Content-Length: 14\r\n\r\n"
        )
        #expect(try connection.sent() == Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        try connection.send(#"{"touches":[]}"#)
        #expect(try connection.response().status == 202)
        try connection.send(
            "POST /v1/views HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\n"
                + "Origin: https://evil.example\r\nContent-Length: 14\r\n\r\n")
        #expect(try connection.response().status == 403)
        #expect(!connection.channel.isActive)
    }

    // MARK: Numbers

    @Test func `connections beyond the most are closed as they come, until one ends`() throws {
        let connection = try TestConnection { $0.connectionsMax = 2 }
        let second = try connection.connect()
        #expect(throws: CollectorLoop.TooManyConnections.self) { try connection.connect() }
        #expect(connection.loop.counts.connectionsRefused == 1)
        try connection.request("/livez")
        #expect(try connection.response().status == 200)
        second.close(promise: nil)
        connection.eventLoop.run()
        #expect(throws: Never.self) { try connection.connect() }
    }

    // MARK: Time

    @Test func `a connection that says nothing ends after its time`() throws {
        let connection = try TestConnection()
        connection.eventLoop.advanceTime(by: .seconds(59))
        connection.loop.tick()
        #expect(connection.channel.isActive)
        // Half a head is nothing.
        try connection.send("GET /livez HTTP/1.1\r\nHost")
        connection.eventLoop.advanceTime(by: .seconds(1))
        connection.loop.tick()
        #expect(!connection.channel.isActive)
    }

    @Test func `each answer gives a connection its time anew`() throws {
        let connection = try TestConnection()
        for _ in 0..<3 {
            connection.eventLoop.advanceTime(by: .seconds(40))
            try connection.request("/livez")
            connection.loop.tick()
        }
        #expect(try connection.responses().count == 3)
        #expect(connection.channel.isActive)
    }

    @Test func `a body that does not arrive in time is not waited for`() throws {
        let connection = try TestConnection()
        try connection.send("POST /v1/views HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n{")
        connection.eventLoop.advanceTime(by: .seconds(19))
        connection.loop.tick()
        #expect(try connection.sent().isEmpty)
        connection.eventLoop.advanceTime(by: .seconds(1))
        connection.loop.tick()
        #expect(try connection.response().status == 408)
        #expect(!connection.channel.isActive)
    }

    @Test func `an answer that waits for its record is not idle`() throws {
        let connection = try TestConnection { $0.recordingWaitMax = .hours(1) }
        try connection.request("/r/\(try Fixture.token())")
        connection.eventLoop.advanceTime(by: .seconds(300))
        connection.loop.tick()
        #expect(connection.channel.isActive)
        connection.record()
        #expect(try connection.response().status == 302)
    }

    // MARK: Stopping

    @Test func `stopping answers what is due and ends the rest`() throws {
        let connection = try TestConnection()
        let idle = try connection.connect()
        try connection.request("/r/\(try Fixture.token())")
        try connection.request("/r/bad")
        let drained = connection.eventLoop.makePromise(of: Void.self)
        var isDrained = false
        drained.futureResult.assumeIsolated().whenSuccess { isDrained = true }
        connection.loop.drain(within: .seconds(5), drained)
        connection.eventLoop.run()
        #expect(!idle.isActive)
        #expect(connection.channel.isActive)
        #expect(!isDrained)
        // The click, and the minute in which the bad token was counted.
        #expect(connection.journal.submissions.map(\.count) == [1, 1])
        connection.record()
        connection.eventLoop.advanceTime(by: .milliseconds(10))
        #expect(isDrained)
        let responses = try connection.responses()
        #expect(responses.map(\.status) == [302, 302])
        #expect(responses.map { $0["connection"] } == [nil, "close"])
        #expect(!connection.channel.isActive)
    }

    @Test func `stopping ends after its time, whatever is due`() throws {
        let connection = try TestConnection { $0.recordingWaitMax = .hours(1) }
        try connection.request("/r/\(try Fixture.token())")
        let drained = connection.eventLoop.makePromise(of: Void.self)
        var isDrained = false
        drained.futureResult.assumeIsolated().whenSuccess { isDrained = true }
        connection.loop.drain(within: .seconds(5), drained)
        connection.eventLoop.advanceTime(by: .milliseconds(4_990))
        #expect(!isDrained)
        connection.eventLoop.advanceTime(by: .milliseconds(20))
        #expect(isDrained)
        #expect(!connection.channel.isActive)
    }
}
