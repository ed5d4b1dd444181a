import Logging
import MeritCollector
import MeritCore
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The collector as a service, on event loops of its own.
struct CollectorService: Service {
    let collector: Collector
    let group: MultiThreadedEventLoopGroup
    let bound: BoundAddress
    let health: Health

    /// Everything the collector is given, read off the engine.
    init(
        _ engine: Engine, table: RedirectTable, health: Health, openFiles: OpenFileLimit
    ) {
        let configuration = engine.configuration.collector
        var options = CollectorOptions()
        options.host = configuration.listen.host
        options.port = configuration.listen.port
        options.connectionsMax = openFiles.collectorConnections
        options.durability = configuration.durability == .disk ? .disk : .kernel
        options.unrecorded = configuration.unrecorded == .redirect ? .redirect : .refuse
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops)
        collector = Collector(
            options,
            environment: CollectorEnvironment(
                now: SystemClock.now,
                randomWords: SystemRandomness.words,
                readiness: { health.isReady && engine.canRecord ? .ready : .notReady },
                logger: engine.logger,
                metrics: engine.metrics),
            journal: engine.journal, table: table, group: group)
        self.group = group
        self.health = health
        bound = BoundAddress()
    }

    func run() async throws {
        do throws(Collector.StartFailure) {
            bound.set(try await collector.start())
        } catch {
            bound.fail(error.hint)
            throw ListenFailure(reason: error.hint)
        }
        health.report(.collector, .ready)
        try? await gracefulShutdown()
        await collector.shutdownGracefully()
        try? await group.shutdownGracefully()
    }
}
