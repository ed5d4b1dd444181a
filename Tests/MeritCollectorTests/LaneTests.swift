import MeritCore
import MeritToken
import NIOCore
import NIOEmbedded
import SeededRandom
import Testing

@testable import MeritCollector

/// Both lanes answer alike, and what the fast lane does not know goes to the full lane whole.
struct LaneTests {
    /// A header that only NIO's parser takes, and that nobody looks at.
    private static let unusual = "X-Name: \u{5bfc}\u{8d2d}"

    private func lane(_ connection: TestConnection) throws -> ConnectionHandler.Lane {
        try required(connection.loop.connections.values.first).lane
    }

    /// What both lanes do with the same requests, one connection each.
    private struct Outcome: Hashable {
        let bytes: [[UInt8]]
        let counts: CollectorCounts
        let noted: [HeldJournal.Noted]
        let recorded: [[UInt8]]
    }

    private enum Ending: CaseIterable {
        case recorded, refused, late
    }

    private func outcome(
        _ requests: [String], in lane: ConnectionHandler.Lane, _ ending: Ending,
        fallback: String? = "https://mall.example/",
        _ configure: (inout CollectorOptions) -> Void = { _ in }
    ) throws -> Outcome {
        let connection = try TestConnection(table: Fixture.table(fallback: fallback), configure)
        if lane == .full { connection.loop.connections.values.first?.leaveFastLane() }
        var bytes: [[UInt8]] = []
        for request in requests {
            try? connection.send(request)
            switch ending {
            case .recorded: connection.record()
            case .refused: connection.refuse()
            case .late: connection.eventLoop.advanceTime(by: .milliseconds(250))
            }
            bytes.append(try connection.sent())
        }
        #expect(connection.loop.connections.values.allSatisfy { $0.lane == lane })
        return Outcome(
            bytes: bytes, counts: connection.loop.counts, noted: connection.journal.noted,
            recorded: connection.journal.records)
    }

    private func requests() throws -> [String] {
        let tokens = [
            try Fixture.token(), try Fixture.token(link: 5), try Fixture.token(link: 6),
            try Fixture.token(link: 2), try Fixture.token(staff: 1_002),
            try Fixture.token(link: 77),
            try Fixture.token(link: 3), try Fixture.token(link: 4, issued: IssueDay(2_000)),
            try Fixture.token(slot: 0), try Fixture.token(slot: 1), try Fixture.token(slot: 3),
            String(repeating: "z", count: 30), String(try Fixture.token().reversed()),
        ]
        let headers = [
            "", "User-Agent: \(String(repeating: "agent ", count: 100))x\r\n",
            "Cookie: a=b; mv=AAECAwQFBgcICQoLDA0ODw\r\n", "Cookie: mv=forged\r\n",
            "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
            "Sec-Fetch-Dest: image\r\nCookie: mv=AAECAwQFBgcICQoLDA0ODw\r\n",
            "Sec-Purpose: prefetch\r\n", "Connection: keep-alive\r\n",
        ]
        return tokens.flatMap { token in
            headers.flatMap { header in
                ["GET", "HEAD"].map { method in
                    "\(method) /r/\(token)?from=timeline HTTP/1.1\r\nHost: t\r\n\(header)\r\n"
                }
            }
        }
    }

    @Test(arguments: CollectorOptions.UnrecordedClick.allCases, ["https://mall.example/", nil])
    func `both lanes answer, count and record the same, byte for byte`(
        unrecorded: CollectorOptions.UnrecordedClick, fallback: String?
    ) throws {
        let requests = try requests()
        for ending in Ending.allCases {
            let fast = try outcome(requests, in: .fast, ending, fallback: fallback) {
                $0.unrecorded = unrecorded
            }
            let full = try outcome(requests, in: .full, ending, fallback: fallback) {
                $0.unrecorded = unrecorded
            }
            #expect(fast.bytes.allSatisfy { !$0.isEmpty })
            for (number, pair) in zip(fast.bytes, full.bytes).enumerated() {
                #expect(pair.0 == pair.1, "\(ending): \(requests[number].debugDescription)")
            }
            #expect(fast.counts == full.counts)
            #expect(fast.noted == full.noted)
            #expect(fast.recorded == full.recorded)
            #expect(!fast.recorded.isEmpty)
        }
    }

    @Test(arguments: HandwrittenRequest.usual + HandwrittenRequest.unusual)
    func `whatever arrives is answered as the full lane alone would`(
        request: HandwrittenRequest
    ) throws {
        let text = request.text.replacing("TOKEN", with: try Fixture.token())
        var answers: [[UInt8]] = []
        for lane in [ConnectionHandler.Lane.fast, .full] {
            let connection = try TestConnection()
            if lane == .full { connection.loop.connections.values.first?.leaveFastLane() }
            try? connection.send(text)
            connection.record()
            answers.append(try connection.sent())
        }
        #expect(answers[0] == answers[1])
    }

    @Test func `a usual request takes the fast lane, and any other is followed for good`() throws {
        let connection = try TestConnection()
        let token = try Fixture.token()
        try connection.request("/r/\(token)")
        #expect(try lane(connection) == .fast)
        try connection.request("/r/\(token)", method: "GET", Self.unusual)
        #expect(try lane(connection) == .full)
        try connection.request("/r/\(token)")
        #expect(try lane(connection) == .full)
        connection.record()
        #expect(try connection.responses().map(\.status) == [302, 302, 302])
    }

    @Test func `requests cut anywhere are answered whichever lane reads their pieces`() throws {
        let token = try Fixture.token()
        let usual = "GET /r/\(token)?from=x HTTP/1.1\r\nHost: t\r\nUser-Agent: agent\r\n\r\n"
        let other = "GET /r/\(token) HTTP/1.1\r\nHost: t\r\n\(Self.unusual)\r\n\r\n"
        let bytes = Array((usual + usual + other + usual).utf8)
        for cut in 0...bytes.count {
            let connection = try TestConnection()
            try connection.send(Array(bytes[..<cut]))
            try connection.send(Array(bytes[cut...]))
            connection.record()
            #expect(try connection.responses().map(\.status) == [302, 302, 302, 302], "\(cut)")
            #expect(try lane(connection) == .full)
        }
    }

    @Test func `a request in many small pieces is read once more, not once for each`() throws {
        let connection = try TestConnection()
        let request = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
        for (number, byte) in request.utf8.enumerated() {
            try connection.send([byte])
            #expect(try lane(connection) == (number < 7 ? .fast : .full))
        }
        connection.record()
        #expect(try connection.response().status == 302)
    }

    @Test func `a connection keeps no byte of requests that are answered`() throws {
        let connection = try TestConnection()
        let request = "GET /r/\(String(repeating: "z", count: 30)) HTTP/1.1\r\nHost: t\r\n\r\n"
        try connection.send(String(request.prefix(10)))
        let shifted = String(request.dropFirst(10) + request.prefix(10))
        for _ in 0..<2_000 {
            try connection.send(shifted)
            _ = try connection.sent()
        }
        #expect(try lane(connection) == .fast)
        let handler = try required(connection.loop.connections.values.first)
        #expect(try required(handler.held).storageCapacity < 4_096)
    }

    @Test(arguments: [ConnectionHandler.Lane.fast, .full])
    func `what follows dropped bytes of a draining connection is no request`(
        lane: ConnectionHandler.Lane
    ) throws {
        let connection = try TestConnection()
        if lane == .full { connection.loop.connections.values.first?.leaveFastLane() }
        let request = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
        // Sixteen wait, two are read and not begun, and one has half arrived.
        try connection.send(String(repeating: request, count: 18) + request.prefix(20))
        connection.loop.connections.values.first?.drain()
        connection.record()
        try? connection.send(String(request.dropFirst(20)) + request)
        connection.record()
        let answers = try connection.responses()
        #expect(answers.map(\.status) == Array(repeating: 302, count: 16))
        #expect(answers.last?["connection"] == "close")
        #expect(connection.loop.counts.requestsRefused == 0)
    }

    @Test func `half a request and then nothing is refused, as the parser refuses it`() throws {
        for lane in [ConnectionHandler.Lane.fast, .full] {
            let connection = try TestConnection()
            if lane == .full { connection.loop.connections.values.first?.leaveFastLane() }
            let request = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
            try connection.send(request + "GET /r/")
            connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            connection.record()
            #expect(try connection.responses().map(\.status) == [302, 400])
            #expect(!connection.channel.isActive)
            #expect(connection.loop.counts.requestsRefused == 1)
        }
    }

    @Test func `half a request of a peer that is gone is counted`() throws {
        for lane in [ConnectionHandler.Lane.fast, .full] {
            let connection = try TestConnection()
            if lane == .full { connection.loop.connections.values.first?.leaveFastLane() }
            try connection.send("GET /r/")
            _ = try? connection.channel.finish(acceptAlreadyClosed: true)
            #expect(connection.loop.counts.requestsRefused == 1)
            #expect(connection.loop.connections.isEmpty)
        }
    }

    @Test func `reading stops in the fast lane too where too many answers are due`() throws {
        let connection = try TestConnection()
        let reads = ReadCounter()
        try connection.channel.pipeline.syncOperations.addHandler(reads, position: .first)
        let line = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n\r\n"
        try connection.send(String(repeating: line, count: 15))
        connection.channel.read()
        #expect(reads.count == 1)
        try connection.send(String(repeating: line, count: 5))
        connection.channel.read()
        #expect(reads.count == 1)
        #expect(connection.loop.waitingCount == 16)
        connection.record()
        // Sixteen are answered, the four that were held wait now, and reading goes on.
        #expect(reads.count == 2)
        #expect(connection.loop.waitingCount == 4)
        connection.record()
        #expect(try connection.responses().count == 20)
        #expect(try lane(connection) == .fast)
    }

    @Test func `answers that the socket has not taken yet keep their bytes`() throws {
        let connection = try TestConnection()
        let tokens = try (1...5).map { _ in try Fixture.token() } + [Fixture.token(link: 6)]
        // Nothing is taken from the channel between the answers: each stays with it.
        for token in tokens {
            try connection.request("/r/\(token)")
            connection.record()
        }
        let responses = try connection.responses()
        #expect(
            responses.map { $0.parameter("mt") } == tokens.dropLast().map(Optional.some) + [nil])
        #expect(responses.last?.parameter("customer_channel") == tokens.last)
        let ids = responses.dropLast().map { $0.parameter("mc").flatMap { ClickID($0)?.sequence } }
        #expect(ids == (1...5).map { Sequence($0) })
    }

    /// Counts what reaches the socket.
    private final class ReadCounter: ChannelOutboundHandler {
        typealias OutboundIn = Never
        var count = 0

        func read(context: ChannelHandlerContext) {
            count += 1
            context.read()
        }
    }
}
