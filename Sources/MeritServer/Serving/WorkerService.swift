import Logging
import MeritWorker
import ServiceLifecycle

/// The worker as a service: works until shutdown begins. Where it stops by itself, redirects and
/// webhooks go on and what they record waits in the journal; health says so.
struct WorkerService: Service {
    let worker: Worker
    let health: Health
    let logger: Logger

    func run() async throws {
        do throws(WorkerError) {
            try await cancelWhenShutDown()
        } catch {
            if case .cancelled = error { return }
            health.report(.worker, .failing(error.explanation))
            logger.critical("the worker stopped", metadata: ["reason": "\(error.explanation)"])
            // The other services stay up: nothing that they acknowledge depends on the worker.
            try? await gracefulShutdown()
        }
    }

    private func cancelWhenShutDown() async throws(WorkerError) {
        let worker = worker
        do {
            try await cancelWhenGracefulShutdown { try await worker.run() }
        } catch let error as WorkerError {
            throw error
        } catch {
            throw .cancelled
        }
    }
}
