import Logging
import MeritCore
import MeritJournal
import NIOCore
import NIOEmbedded
import SeededRandom
import Synchronization

@testable import MeritCollector

/// A collector's loop and one connection to it, on an event loop whose time the test drives.
final class TestConnection {
    let eventLoop = EmbeddedEventLoop()
    let journal = HeldJournal()
    let clock = TestClock()
    let loop: CollectorLoop
    let channel: EmbeddedChannel

    init(
        table: RedirectTable? = nil,
        _ configure: (inout CollectorOptions) -> Void = { _ in }
    ) throws {
        var options = CollectorOptions()
        configure(&options)
        let clock = clock
        let environment = CollectorEnvironment(
            now: { clock.now }, randomWords: { count in clock.words(count) },
            readiness: { clock.readiness }, logger: .silent)
        loop = CollectorLoop(
            eventLoop, number: 0, options: options,
            environment: environment, journal: journal.port,
            table: try table ?? Fixture.table())
        channel = EmbeddedChannel(loop: eventLoop)
        try Self.open(channel, loop)
    }

    /// Another connection to the same loop.
    func connect() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(loop: eventLoop)
        try Self.open(channel, loop)
        return channel
    }

    private static func open(_ channel: EmbeddedChannel, _ loop: CollectorLoop) throws {
        try loop.equip(channel)
        let peer = try SocketAddress(ipAddress: "203.0.113.7", port: 40_000)
        channel.connect(to: peer, promise: nil)
        channel.embeddedEventLoop.run()
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        eventLoop.run()
    }

    /// A request without a body.
    func request(_ target: String, method: String = "GET", _ headers: String...) throws {
        let lines = headers.map { $0 + "\r\n" }.joined()
        try send("\(method) \(target) HTTP/1.1\r\nHost: t.example\r\n\(lines)\r\n")
    }

    func post(_ body: String, type: String = "application/json", _ headers: String...) throws {
        let lines = headers.map { $0 + "\r\n" }.joined()
        try send(
            "POST /v1/views HTTP/1.1\r\nHost: t.example\r\nContent-Type: \(type)\r\n\(lines)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Lets the journal record everything, and the loop answer.
    func record() {
        journal.record()
        eventLoop.run()
    }

    func refuse() {
        journal.refuse(.spaceLow)
        eventLoop.run()
    }

    /// The bytes sent since the last call.
    func sent(_ channel: EmbeddedChannel? = nil) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try (channel ?? self.channel).readOutbound(as: ByteBuffer.self) {
            bytes += Array(buffer.readableBytesView)
        }
        return bytes
    }

    /// The answers sent since the last call.
    func responses(heads: Set<Int> = []) throws -> [Response] {
        try Response.parse(try sent(), heads: heads)
    }

    /// The one answer sent since the last call.
    func response(isHead: Bool = false) throws -> Response {
        let all = try responses(heads: isHead ? [0] : [])
        guard all.count == 1 else { throw Fixture.Missing() }
        return all[0]
    }
}

/// A clock and a source of numbers that the test drives.
final class TestClock: Sendable {
    private struct State {
        var now = Fixture.now
        var generator = SplitMix(seed: 20_261_121)
        var readiness = CollectorEnvironment.Readiness.ready
    }

    private let state = Mutex(State())

    var now: Timestamp {
        get { state.withLock { $0.now } }
        set { state.withLock { $0.now = newValue } }
    }

    var readiness: CollectorEnvironment.Readiness {
        get { state.withLock { $0.readiness } }
        set { state.withLock { $0.readiness = newValue } }
    }

    func words(_ count: Int) -> [UInt64] {
        state.withLock { state in (0..<count).map { _ in state.generator.next() } }
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
