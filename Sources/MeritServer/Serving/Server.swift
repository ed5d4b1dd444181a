package import Logging
import MeritAPI
import MeritCollector
import ServiceLifecycle
package import SystemPackage
import UnixSignals

/// Where a running service answers.
package struct ServerAddresses: Sendable {
    /// `HOST:PORT` each, with the port that was free where 0 was asked for.
    package let collector: String
    package let inbound: String
    package let api: String
    /// What `connect` takes.
    package let controlSocket: String
}

/// The whole service over one data directory: collector, inbound, api, control socket, worker.
package struct Server {
    /// Serves until SIGTERM or SIGINT, then drains: answers what is due, records it, closes the
    /// journal cleanly. `ready` runs once every listener can do its work.
    ///
    /// Listens only when everything in the journal is applied, so that the redirect's table is
    /// whole and every webhook id is known.
    package static func run(
        directory: FilePath, configuration: ServiceConfiguration, logger: Logger,
        ready: @escaping @Sendable (ServerAddresses) async throws -> Void
    ) async throws {
        let engine = try await Engine.open(
            directory, missing: .make, configuration: configuration, logger: logger)
        defer { engine.close() }
        try await engine.prepare()
        let health = Health([.worker, .journal, .inbound, .collector])
        let socket = try SocketPath(engine.paths.controlSocket)
        try engine.removeStaleSocket(socket.reachable)
        let parts = try await Parts(engine, health, socket: socket.reachable)
        health.report(.worker, .ready)
        health.report(.journal, .ready)
        health.report(.inbound, .ready)
        var services = ServiceGroupConfiguration(
            services: parts.services.map { .init(service: $0) }
                + [.init(service: Ready(parts: parts, ready: ready))],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        services.maximumGracefulShutdownDuration = drainMax
        try await ServiceGroup(configuration: services).run()
    }

    /// How long the end waits for clients that have sent half a request, or take no answer.
    private static var drainMax: Duration { .seconds(10) }
}

extension Server {
    /// The service's listeners and its worker.
    fileprivate struct Parts {
        let services: [any Service]
        let collector: BoundAddress
        let inbound: BoundAddress
        let api: BoundAddress
        let control: BoundAddress

        init(_ engine: Engine, _ health: Health, socket: String) async throws {
            let settings = try RedirectSettings(engine.configuration.collector)
            let relay = TableRelay()
            let keeper = TableKeeper(
                store: engine.store, keys: engine.keys, settings: settings,
                file: engine.paths.redirectTable, logger: engine.logger,
                publish: { await relay.publish($0) })
            let openFiles = OpenFileLimit.raised()
            let collector = CollectorService(
                engine, table: await keeper.table(), health: health, openFiles: openFiles)
            relay.connect(collector.collector)
            await keeper.refresh()
            let metrics = ServiceMetrics(engine: engine, health: health)
            let publish = collector.collector.publishCounts
            let listeners = Listeners(
                engine: engine, health: health,
                operations: Operations(
                    settings: try APISettings(engine),
                    tableCurrent: { _ in await keeper.refresh() }, catchUp: {},
                    metrics: {
                        await publish()
                        return metrics.read()
                    }),
                openFiles: openFiles)
            let (inbound, inboundAddress) = listeners.inbound(
                on: engine.configuration.inbound)
            let (api, apiAddress) = listeners.api(on: engine.configuration.api)
            let (control, controlAddress) = listeners.control(at: socket)
            services = [
                WorkerService(worker: engine.worker, health: health, logger: engine.logger),
                JournalWatch(journal: engine.journal, health: health, logger: engine.logger),
                VaultUpkeep(vault: engine.vault, logger: engine.logger), collector, inbound, api,
                control,
            ]
            self.collector = collector.bound
            self.inbound = inboundAddress
            self.api = apiAddress
            self.control = controlAddress
        }

        func addresses() async throws(ListenFailure) -> ServerAddresses {
            ServerAddresses(
                collector: try await collector.wait(), inbound: try await inbound.wait(),
                api: try await api.wait(), controlSocket: try await control.wait())
        }
    }

    /// Tells the caller once everything listens, then waits for the end.
    fileprivate struct Ready: Service {
        let parts: Parts
        let ready: @Sendable (ServerAddresses) async throws -> Void

        func run() async throws {
            let addresses = try await parts.addresses()
            try await cancelWhenGracefulShutdown { try await ready(addresses) }
            try? await gracefulShutdown()
        }
    }
}
