import Hummingbird
import Logging
import MeritAPI
import MeritCollector
import MeritCore
import MeritInbound
import MeritIntake
import MeritWorker
import NIOPosix
import ServiceLifecycle
import SystemPackage

/// Builds the listeners over an engine. All wiring of the process is here and in `Server`.
struct Listeners {
    let engine: Engine
    let health: Health
    let operations: Operations
    let openFiles: OpenFileLimit

    /// The API on the control socket of this machine's command line.
    func control(at path: String) -> (any Service, BoundAddress) {
        let router = api.router(at: .controlSocket)
        ControlRoutes(engine: engine, catchUp: operations.catchUp).add(to: router)
        return listener("control", .unixDomainSocket(path: path), router.buildResponder())
    }

    func api(on address: ListenAddress) -> (any Service, BoundAddress) {
        let hosts = Set(engine.configuration.apiHosts.map { $0.lowercased() })
        return listener(
            "api", Self.bind(address), api.router(at: .network(hosts: hosts)).buildResponder())
    }

    func inbound(on address: ListenAddress) -> (any Service, BoundAddress) {
        let service = InboundService(intake: engine.intake, metrics: engine.metrics)
        return listener("inbound", Self.bind(address), service.router().buildResponder())
    }

    private func listener<Responder: HTTPResponder>(
        _ name: String, _ address: BindAddress, _ responder: Responder
    ) -> (any Service, BoundAddress)
    where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let bound = BoundAddress()
        return (
            HTTPListener(
                name: name, address: address, responder: responder,
                connectionsMax: openFiles.listenerConnections, logger: engine.logger,
                bound: bound), bound
        )
    }

    private var api: APIService {
        let health = health
        let worker = engine.worker
        return APIService(
            APIParts(
                intake: engine.intake, settings: operations.settings,
                process: APIProcess(
                    health: { health.parts }, tableCurrent: operations.tableCurrent,
                    catchUp: operations.catchUp,
                    settled: { await worker.waitUntilSettled() },
                    zoneOffsets: { ZoneOffsets.of($0) }, metrics: operations.metrics)))
    }

    private static func bind(_ address: ListenAddress) -> BindAddress {
        .hostname(address.host, port: address.port)
    }
}

/// What the API asks of the process around it.
struct Operations {
    let settings: APISettings
    /// Returns when the collector's table shows everything up to a fact.
    let tableCurrent: @Sendable (Sequence) async -> Void
    /// Returns when everything recorded has been applied, judged and posted.
    let catchUp: @Sendable () async -> Void
    /// Everything as it stands.
    let metrics: @Sendable () async -> APIMetrics
}

extension Health {
    /// As `GET /v1/health` tells it.
    var parts: [HealthPart] {
        all.map { part, state in
            switch state {
            case .starting:
                HealthPart(name: part.rawValue, state: .failing, detail: "starting")
            case .ready: HealthPart(name: part.rawValue, state: .ready, detail: "")
            case .failing(let detail):
                HealthPart(name: part.rawValue, state: .failing, detail: detail)
            }
        }
    }
}
