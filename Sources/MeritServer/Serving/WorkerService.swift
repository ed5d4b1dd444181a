import Logging
import MeritWorker
import ServiceLifecycle

/// The worker as a service: works until shutdown begins. Where it stops by itself, redirects and
/// webhooks go on and what they record waits in the journal; health says so.
struct WorkerService: Service {
    let worker: Worker
    let health: Health
    let logger: Logger

    private static let retryPause = Duration.seconds(2)

    func run() async throws {
        while true {
            do throws(WorkerError) {
                return try await cancelWhenShutDown()
            } catch {
                if case .cancelled = error { return }
                report(error)
                if error.isTransient {
                    try? await cancelWhenGracefulShutdown {
                        try await Task.sleep(for: Self.retryPause)
                    }
                    continue
                }
                // The other services stay up: nothing that they acknowledge depends on the worker.
                return try await gracefulShutdown()
            }
        }
    }

    private func report(_ error: WorkerError) {
        let isNews = health.state(of: .worker) != .failing(error.explanation)
        health.report(.worker, .failing(error.explanation))
        guard isNews else { return }
        logger.critical(
            error.isTransient ? "the worker waits" : "the worker stopped",
            metadata: ["reason": "\(error.explanation)"])
    }

    private func cancelWhenShutDown() async throws(WorkerError) {
        let (worker, health) = (worker, health)
        do {
            try await cancelWhenGracefulShutdown {
                try await worker.catchUp()
                health.report(.worker, .ready)
                try await worker.run()
            }
        } catch let error as WorkerError {
            throw error
        } catch {
            throw .cancelled
        }
    }
}
