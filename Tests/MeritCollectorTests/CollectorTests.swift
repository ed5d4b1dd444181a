import Foundation
import Logging
import MeritCore
import MeritJournal
import MeritToken
import NIOCore
import Testing

@testable import MeritCollector

/// Real sockets, a real journal, a real disk.
@Suite(.timeLimit(.minutes(2)))
struct CollectorTests {
    @Test func `a click is in the journal before its answer, under the id that it was given`()
        async throws
    {
        try await TestCollector.run { test in
            let token = try Fixture.token()
            let response = try await test.ask("/r/\(token)", "User-Agent: MicroMessenger/8.0")
            #expect(response.status == 302)
            let id = try required(response.parameter("mc").flatMap { ClickID($0) })
            let facts = try test.facts()
            guard case .linkClick(let click) = facts[Int(id.sequence.value) - 1] else {
                Issue.record("no click at \(id.sequence)")
                return
            }
            #expect(click.token == Fixture.claim())
            #expect(click.verdict == .human)
            #expect(click.personal?.network?.bytes == [127, 0, 0])
            #expect(click.personal?.userAgent == Array("MicroMessenger/8.0".utf8))
            let cookie = try required(response["set-cookie"]).dropFirst(3).prefix(22)
            #expect(
                click.personal?.visitor == (try Fixture.alias(.visitor, String(cookie))))
            let run = try required(test.journal.run(of: id.sequence))
            #expect(try Fixture.clickKey().verify(id, run: run, claim: click.token))
        }
    }

    @Test func `many connections at once each get their own click id`() async throws {
        try await TestCollector.run { test in
            let token = try Fixture.token()
            let ids = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<40 {
                    group.addTask { try await test.ask("/r/\(token)").parameter("mc") }
                }
                return try await group.reduce(into: Set<String>()) { ids, id in
                    ids.insert(try required(id))
                }
            }
            #expect(ids.count == 40)
            let clicks = try test.facts().filter { if case .linkClick = $0 { true } else { false } }
            #expect(clicks.count == 40)
        }
    }

    @Test func `no answer leaves before the disk has its click`() async throws {
        try await TestCollector.run(.waiting(.hours(1))) { test in
            test.disk.hold()
            let client = try await test.connect()
            client.send(
                "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
                    + "GET /livez HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
            // Another connection is answered meanwhile, so this one could have been.
            #expect(try await test.ask("/livez").status == 200)
            #expect(try test.facts().isEmpty)
            test.disk.release()
            let responses = try Response.parse(try await client.rest())
            #expect(responses.map(\.status) == [302, 200])
            #expect(responses[0].parameter("mc") != nil)
        }
    }

    @Test func `an answer leaves without an id when the disk takes too long`() async throws {
        try await TestCollector.run(.waiting(Milliseconds(1))) { test in
            test.disk.hold()
            let response = try await test.ask("/r/\(try Fixture.token())")
            #expect(response.status == 302)
            #expect(response.parameter("mt") != nil)
            #expect(response.parameter("mc") == nil)
            test.disk.release()
        }
    }

    @Test func `a full disk lets clicks go on and refuses views, and the gap is told later`()
        async throws
    {
        try await TestCollector.run { test in
            test.disk.setFree(1_000)
            // The journal asks for free space now and then: until it knows, it records.
            var response = try await test.ask("/r/\(try Fixture.token())")
            while response.parameter("mc") != nil {
                response = try await test.ask("/r/\(try Fixture.token())")
            }
            #expect(response.status == 302)
            let client = try await test.connect()
            let body =
                #"{"touches":[{"event_id":"e","kind":"page_view","#
                + #""token":"\#(try Fixture.token())"}]}"#
            client.send(
                "POST /v1/views HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
            let refused = try required(try Response.parse(try await client.rest()).first)
            #expect(refused.status == 503)
            test.disk.setFree(.max)
            while try await test.ask("/r/\(try Fixture.token())").parameter("mc") == nil {}
            let gaps = try test.facts().compactMap { fact -> Gap? in
                if case .gap(let gap) = fact { gap } else { nil }
            }
            #expect(gaps.map(\.reason).allSatisfy { $0 == .spaceLow })
            #expect(gaps.reduce(0) { $0 + $1.clicks } > 0)
            #expect(gaps.reduce(0) { $0 + $1.views } == 1)
        }
    }

    @Test func `a disk that failed acknowledges nothing any more, and redirects go on`()
        async throws
    {
        try await TestCollector.run { test in
            #expect(try await test.ask("/r/\(try Fixture.token())").parameter("mc") != nil)
            test.disk.fail()
            for _ in 0..<3 {
                let response = try await test.ask("/r/\(try Fixture.token())")
                #expect(response.status == 302)
                #expect(response.parameter("mc") == nil)
            }
            let client = try await test.connect()
            client.send(
                "POST /v1/views HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
                    + "Content-Length: 14\r\n\r\n" + #"{"touches":[]}"#)
            #expect(try Response.parse(try await client.rest()).first?.status == 202)
        }
    }

    @Test func `a new table holds for every event loop once it is set`() async throws {
        try await TestCollector.run { test in
            var rows = try Fixture.rows()
            rows.staff = []
            let table = RedirectTable(
                rows: rows, keys: try Fixture.keys(), settings: try Fixture.settings())
            #expect(try await test.ask("/r/\(try Fixture.token())").parameter("mc") != nil)
            await test.collector.replace(table: table)
            for _ in 0..<8 {
                let response = try await test.ask("/r/\(try Fixture.token())")
                #expect(response["location"] == "https://mall.example/")
            }
        }
    }

    @Test func `a peer that stops sending gets its answer`() async throws {
        try await TestCollector.run { test in
            let client = try await test.connect()
            client.send("GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n")
            try await client.finish()
            let responses = try Response.parse(try await client.rest())
            #expect(responses.map(\.status) == [302])
        }
    }

    @Test func `an answer to a body that is too long is read by a peer that goes on sending`()
        async throws
    {
        var options = CollectorOptions()
        options.lingerMax = .hours(1)
        try await TestCollector.run(options) { test in
            let client = try await test.connect()
            // More than the buffers of both ends hold, so that the service must read it.
            let length = 16 << 20
            try await client.sendBlindly(
                "POST /v1/views HTTP/1.1\r\nHost: t\r\nContent-Length: \(length)\r\n\r\n"
                    + String(repeating: " ", count: length))
            let responses = try Response.parse(try await client.bytes(1))
            #expect(responses.map(\.status) == [413])
            await client.close()
        }
    }

    @Test func `a connection serves many requests, cut anywhere`() async throws {
        try await TestCollector.run { test in
            let client = try await test.connect()
            let request =
                "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\nUser-Agent: x\r\n\r\n"
            for cut in 1..<request.utf8.count {
                let (head, tail) = (request.prefix(cut), request.dropFirst(cut))
                client.send(String(head))
                client.send(String(tail))
                let response = try Response.parse(try await client.bytes(1))
                #expect(response.map(\.status) == [302], "cut at \(cut)")
            }
            await client.close()
        }
    }

    @Test func `stopping records what was counted and closes every connection`() async throws {
        let test = try await TestCollector.start()
        let client = try await test.connect()
        #expect(try await test.ask("/r/bad").status == 302)
        #expect(try await test.ask("/r/\(try Fixture.token(slot: 3))").status == 302)
        let counts = await test.collector.counts()
        #expect(counts.rejections == [.malformed: 1, .unknownKey: 1])
        #expect(counts.redirects == [.rejected: 2])
        await test.collector.shutdownGracefully()
        #expect(try await client.rest().isEmpty)
        let tallies = try test.facts().compactMap { fact -> RejectionCounts? in
            if case .rejectionCounts(let counts) = fact { counts } else { nil }
        }
        #expect(tallies.allSatisfy { $0.minute == Fixture.now })
        #expect(tallies.flatMap(\.counts).map(\.count).reduce(0, +) == 2)
        await test.stop()
    }

    @Test func `an address that is taken is named`() async throws {
        try await TestCollector.run { test in
            var options = CollectorOptions()
            options.port = try required(test.address.port)
            let other = Collector(
                options,
                environment: CollectorEnvironment(
                    now: { Fixture.now }, randomWords: { test.clock.words($0) },
                    readiness: { .ready }, logger: .silent),
                journal: test.journal, table: try Fixture.table(), group: test.group)
            let failure = await #expect(throws: Collector.StartFailure.self) {
                _ = try await other.start()
            }
            #expect(failure?.address == "127.0.0.1:\(options.port)")
        }
    }

    @Test func `event loops have threads named after the module`() async throws {
        try await TestCollector.run { test in
            #expect(try await test.ask("/livez").status == 200)
            let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
            let names = tasks.compactMap { task in
                try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
            }
            #expect(names.contains("collector-0\n") && names.contains("collector-1\n"))
        }
    }
}
