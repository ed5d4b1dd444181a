import Logging
import MeritCore
import MeritJournal
import NIOCore
import NIOPosix

@testable import MeritCollector

/// A collector on a real socket with a real journal in a directory of its own.
struct TestCollector: Sendable {
    let directory: TemporaryDirectory
    let disk: ScriptedDisk
    let journal: Journal
    let group: MultiThreadedEventLoopGroup
    let collector: Collector
    let clock: TestClock
    let address: SocketAddress

    /// Runs `body` with a collector, and stops it in order whatever happens.
    static func run(
        _ options: CollectorOptions = CollectorOptions(),
        _ body: (TestCollector) async throws -> Void
    ) async throws {
        let test = try await TestCollector(options)
        do {
            try await body(test)
        } catch {
            await test.stop()
            throw error
        }
        await test.stop()
    }

    /// A collector that the test stops.
    static func start() async throws -> TestCollector {
        try await TestCollector(CollectorOptions())
    }

    private init(_ given: CollectorOptions) async throws {
        let clock = TestClock()
        self.clock = clock
        directory = try TemporaryDirectory()
        disk = try ScriptedDisk(directory.path)
        var journalOptions = JournalOptions(node: .first)
        journalOptions.trafficSpaceMark = 1 << 20
        journalOptions.inboundSpaceMark = 1 << 19
        journal = try Journal.open(
            journalOptions, disk: disk, run: Fixture.run, now: { clock.now },
            randomness: { clock.words(1)[0] })
        group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        var options = given
        options.port = 0
        let environment = CollectorEnvironment(
            now: { clock.now }, randomWords: { clock.words($0) }, readiness: { clock.readiness },
            logger: .silent)
        collector = Collector(
            options, environment: environment, journal: journal, table: try Fixture.table(),
            group: group)
        address = try await collector.start()
    }

    func stop() async {
        disk.release()
        await collector.shutdownGracefully()
        journal.close()
        try? await group.shutdownGracefully()
    }

    func connect() async throws -> TestClient { try await TestClient(address, group) }

    /// One request on a connection of its own.
    func ask(_ target: String, _ headers: String...) async throws -> Response {
        let client = try await connect()
        let lines = headers.map { $0 + "\r\n" }.joined()
        client.send("GET \(target) HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\(lines)\r\n")
        return try required(try Response.parse(try await client.rest()).first)
    }

    /// Everything that is durable, as facts.
    func facts() throws -> [FactPayload] {
        var reader = try journal.reader(from: .start)
        var facts: [FactPayload] = []
        while let batch = try reader.next() {
            for record in batch.records {
                let personal: ArraySlice<UInt8>? =
                    if case .present(let bytes) = record.personal { bytes } else { nil }
                facts.append(
                    try FactPayload(
                        kind: record.kind, version: record.version,
                        publicBody: record.publicBody, personal: personal))
            }
        }
        return facts
    }
}

/// A connection as a client has it: sends bytes, and waits for what comes.
final class TestClient: Sendable {
    private let channel: any Channel
    private let inbox: NIOLoopBound<Inbox>

    private final class Inbox: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var bytes: [UInt8] = []
        private var isOver = false
        private var wanted = 0
        private var waiter: EventLoopPromise<[UInt8]>?

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            bytes += Array(unwrapInboundIn(data).readableBytesView)
            answer()
        }

        func channelInactive(context: ChannelHandlerContext) {
            isOver = true
            answer()
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case .some(.inputClosed) = event as? ChannelEvent else { return }
            isOver = true
            answer()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func wait(for count: Int, _ promise: EventLoopPromise<[UInt8]>) {
            wanted = count
            waiter = promise
            answer()
        }

        private func answer() {
            guard isOver || bytes.count >= wanted, let waiter else { return }
            self.waiter = nil
            let taken = bytes
            bytes = []
            waiter.succeed(taken)
        }
    }

    fileprivate init(_ address: SocketAddress, _ group: any EventLoopGroup) async throws {
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Inbox())
                }
            }
            .connect(to: address).get()
        self.channel = channel
        inbox = try await channel.eventLoop.submit {
            let inbox = try channel.pipeline.syncOperations.handler(type: Inbox.self)
            return NIOLoopBound(inbox, eventLoop: channel.eventLoop)
        }.get()
    }

    func send(_ text: String) {
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    /// Sends everything before it reads anything, the peer's end included.
    func sendBlindly(_ text: String) async throws {
        try await channel.setOption(.allowRemoteHalfClosure, value: true).get()
        try await channel.setOption(.autoRead, value: false).get()
        try await channel.writeAndFlush(ByteBuffer(string: text)).get()
        try await channel.setOption(.autoRead, value: true).get()
    }

    /// Sends nothing more.
    func finish() async throws { try await channel.close(mode: .output).get() }

    func close() async { try? await channel.close() }

    /// Everything up to the peer's end.
    func rest() async throws -> [UInt8] { try await bytes(.max) }

    /// At least `count` bytes, or everything up to the peer's end.
    func bytes(_ count: Int) async throws -> [UInt8] {
        let promise = channel.eventLoop.makePromise(of: [UInt8].self)
        let inbox = inbox
        channel.eventLoop.execute { inbox.value.wait(for: count, promise) }
        return try await promise.futureResult.get()
    }
}

extension CollectorOptions {
    /// As by default, with answers that wait so long.
    static func waiting(_ time: Milliseconds) -> CollectorOptions {
        var options = CollectorOptions()
        options.recordingWaitMax = time
        return options
    }
}
