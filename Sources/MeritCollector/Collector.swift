import Logging
import MeritCore
package import MeritJournal
package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The public listener: redirects and views, on event loops that it has to itself. Its identity is
/// the listening socket.
///
/// Guarantees: an answer that acknowledges something (a redirect with a click id, a 202) leaves
/// after the journal recorded it as `durability` defines, or not at all. Answers of a connection
/// leave in the order of its requests.
package final class Collector: Sendable {
    private let options: CollectorOptions
    private let environment: CollectorEnvironment
    private let journal: JournalPort
    private let group: any EventLoopGroup
    private let state: Mutex<State>

    private struct State {
        var table: RedirectTable
        var loops: [NIOLoopBound<CollectorLoop>] = []
        var ticks: [RepeatedTask] = []
        var listener: (any Channel)?
    }

    /// Why the collector does not listen.
    package struct StartFailure: Error {
        /// `HOST:PORT`.
        package let address: String
        package let reason: String
        package var hint: String {
            "the collector cannot listen on \(address): \(reason); is another service there?"
        }
    }

    /// `group` must be the collector's own: its threads are named `collector-N`, and nothing else
    /// may wait on them.
    package init(
        _ options: CollectorOptions, environment: CollectorEnvironment, journal: Journal,
        table: RedirectTable, group: any EventLoopGroup
    ) {
        self.options = options
        self.environment = environment
        self.journal = JournalPort(journal)
        self.group = group
        state = Mutex(State(table: table))
        Self.log(table, environment.logger)
    }

    /// The table that requests are judged by.
    package var table: RedirectTable { state.withLock { $0.table } }

    /// Listens and answers; returns the address, with the port that was free where 0 was asked for.
    /// Call it once.
    package func start() async throws(StartFailure) -> SocketAddress {
        do {
            try await makeLoops()
            let listener = try await listen()
            state.withLock { $0.listener = listener }
            guard let address = listener.localAddress else {
                throw ChannelError.unknownLocalAddress
            }
            environment.logger.info(
                "the collector listens", metadata: ["address": "\(address)"])
            return address
        } catch {
            await shutdownGracefully()
            throw StartFailure(
                address: "\(options.host):\(options.port)", reason: String(describing: error))
        }
    }

    /// Returns when every event loop judges by `table`.
    package func replace(table: RedirectTable) async {
        let loops = state.withLock { state in
            state.table = table
            return state.loops
        }
        Self.log(table, environment.logger)
        for loop in loops { await Self.run(on: loop) { $0.table = table } }
    }

    /// What all event loops counted since the start.
    package func counts() async -> CollectorCounts {
        var sum = CollectorCounts()
        for loop in state.withLock({ $0.loops }) {
            sum = sum + (await Self.run(on: loop) { $0.counts } ?? CollectorCounts())
        }
        return sum
    }

    /// Brings the metrics up to date with everything counted before the call; they are once a
    /// second anyway.
    package func publishCounts() async {
        for loop in state.withLock({ $0.loops }) {
            await Self.run(on: loop) { $0.publishCounts() }
        }
    }

    /// Stops listening, answers what is due, records what was counted, and returns when every
    /// connection has ended, at the latest after `drainMax`. The journal and the event loops stay
    /// open: they are the caller's.
    package func shutdownGracefully() async {
        let (listener, loops, ticks) = state.withLock { state in
            defer {
                state.listener = nil
                state.ticks = []
            }
            return (state.listener, state.loops, state.ticks)
        }
        try? await listener?.close()
        for tick in ticks { tick.cancel() }
        for loop in loops { await Self.drain(loop, within: options.drainMax.amount) }
    }

    // MARK: Starting

    private func makeLoops() async throws {
        var loops: [NIOLoopBound<CollectorLoop>] = []
        let eventLoops = Array(group.makeIterator())
        for (number, eventLoop) in eventLoops.enumerated() {
            loops.append(try await makeLoop(eventLoop, number, of: eventLoops.count))
        }
        state.withLock { $0.loops = loops }
        for loop in loops { await startTicking(loop) }
    }

    private func makeLoop(
        _ eventLoop: any EventLoop, _ number: Int, of loopCount: Int
    ) async throws -> NIOLoopBound<CollectorLoop> {
        let (options, environment, journal) = (options, environment, journal)
        let table = table
        return try await eventLoop.submit {
            ThreadName.set("collector-\(number)")
            let loop = CollectorLoop(
                eventLoop, number: number, of: loopCount, options: options,
                environment: environment, journal: journal, table: table)
            return NIOLoopBound(loop, eventLoop: eventLoop)
        }.get()
    }

    private func startTicking(_ loop: NIOLoopBound<CollectorLoop>) async {
        let task = loop.eventLoop.scheduleRepeatedTask(
            initialDelay: .seconds(1), delay: .seconds(1)
        ) { _ in loop.value.tick() }
        state.withLock { $0.ticks.append(task) }
    }

    private func listen() async throws -> any Channel {
        let loops = state.withLock { $0.loops }
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: options.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let own = loops.first { $0.eventLoop === channel.eventLoop }
                    guard let own else { throw ChannelError.inappropriateOperationForState }
                    try own.value.equip(channel)
                }
            }
            .bind(host: options.host, port: options.port).get()
    }

    // MARK: Stopping

    private static func drain(
        _ loop: NIOLoopBound<CollectorLoop>, within time: TimeAmount
    ) async {
        let drained = loop.eventLoop.makePromise(of: Void.self)
        loop.eventLoop.execute { loop.value.drain(within: time, drained) }
        try? await drained.futureResult.get()
    }

    private static func run<Value: Sendable>(
        on loop: NIOLoopBound<CollectorLoop>,
        _ body: @escaping @Sendable (CollectorLoop) -> Value
    ) async -> Value? {
        // Fails only where the event loop is gone, and with it everything that could be asked.
        try? await loop.eventLoop.submit { body(loop.value) }.get()
    }

    private static func log(_ table: RedirectTable, _ logger: Logger) {
        guard !table.linksOff.isEmpty else { return }
        logger.warning(
            "links are off: their hosts are not in collector.destination_hosts",
            metadata: [
                "count": "\(table.linksOff.count)",
                "links": "\(table.linksOff.prefix(20).map(\.value))",
            ])
    }
}
