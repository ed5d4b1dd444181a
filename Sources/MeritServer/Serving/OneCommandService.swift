package import Logging
import MeritAPI
import MeritWorker
import ServiceLifecycle
package import SystemPackage

/// A service for one command where none runs: engine, worker and control socket, nothing else.
package struct OneCommandService {
    /// Takes the directory's lock, applies, judges and posts everything in the journal, runs `body`
    /// with what `connect` takes, and does the same with what it appended before it returns.
    package static func run<Value: Sendable>(
        directory: FilePath, configuration: ServiceConfiguration, logger: Logger,
        _ body: @escaping @Sendable (_ controlSocket: String) async throws -> Value
    ) async throws -> Value {
        let engine = try await Engine.open(
            directory, missing: .make, configuration: configuration, logger: logger)
        defer { engine.close() }
        try await engine.prepare()
        let health = Health([.worker, .journal])
        let socket = try SocketPath(engine.paths.controlSocket)
        try engine.removeStaleSocket(socket.reachable)
        let worker = engine.worker
        let metrics = ServiceMetrics(engine: engine, health: health)
        let listeners = Listeners(
            engine: engine, health: health,
            operations: Operations(
                settings: try APISettings(engine), tableCurrent: { _ in },
                catchUp: { await worker.waitUntilSettled() },
                metrics: { metrics.read() }),
            openFiles: OpenFileLimit.raised())
        let (control, bound) = listeners.control(at: socket.reachable)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(
                        service: WorkerService(
                            worker: worker, health: health, logger: engine.logger)),
                    .init(service: control),
                ], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                let value = try await body(try await bound.wait())
                await worker.waitUntilSettled()
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return value
            } catch {
                await group.triggerGracefulShutdown()
                // The body's failure is the one to tell.
                _ = try? await tasks.waitForAll()
                throw error
            }
        }
    }
}
