import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// One Hummingbird listener as a service: it tells when it listens, and where.
struct HTTPListener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    let name: String
    let address: BindAddress
    let responder: Responder
    /// Open at once; more wait to be accepted.
    let connectionsMax: Int
    let logger: Logger
    let bound: BoundAddress

    /// How long a connection may say nothing while no answer is due to it.
    private static var idleMax: TimeAmount { .seconds(60) }

    func run() async throws {
        var logger = logger
        logger[metadataKey: "listener"] = "\(name)"
        let (bound, shown) = (bound, logger)
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: Self.idleMax)),
            configuration: .init(
                address: address, serverName: nil, reuseAddress: true,
                availableConnectionsDelegate: MaximumAvailableConnections(connectionsMax)),
            onServerRunning: { channel in
                bound.set(channel.localAddress)
                shown.info("listening", metadata: ["address": "\(bound.text)"])
            }, logger: Self.quiet(logger))
        do {
            try await application.run()
        } catch {
            bound.fail("\(name) cannot listen on \(address): \(error)")
            throw error
        }
        bound.fail("\(name) has stopped")
    }

    /// Hummingbird tells every start and stop; ours are enough.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}

/// Where a listener ended up, once it listens. Its identity is the one listener.
final class BoundAddress: Sendable {
    private enum State {
        case starting([CheckedContinuation<Result<String, ListenFailure>, Never>])
        case bound(String)
        case failed(ListenFailure)
    }

    private let state = Mutex(State.starting([]))

    var text: String { state.withLock { if case .bound(let text) = $0 { text } else { "-" } } }

    func set(_ address: SocketAddress?) {
        let text =
            switch address {
            case .some(let address) where address.port != nil:
                ListenAddress(
                    host: address.ipAddress ?? "localhost", port: address.port ?? 0
                ).description
            default: address?.pathname ?? "-"
            }
        finish(.success(text))
    }

    /// Does nothing to a listener that has listened.
    func fail(_ reason: String) { finish(.failure(ListenFailure(reason: reason))) }

    /// `HOST:PORT`, or the socket's path, as soon as it listens.
    func wait() async throws(ListenFailure) -> String {
        let result = await withCheckedContinuation { continuation in
            let known: Result<String, ListenFailure>? = state.withLock { state in
                switch state {
                case .starting(let waiting):
                    state = .starting(waiting + [continuation])
                    return nil
                case .bound(let text): return .success(text)
                case .failed(let failure): return .failure(failure)
                }
            }
            if let known { continuation.resume(returning: known) }
        }
        return try result.get()
    }

    private func finish(_ result: Result<String, ListenFailure>) {
        let waiting = state.withLock { state in
            guard case .starting(let waiting) = state else {
                return [CheckedContinuation<Result<String, ListenFailure>, Never>]()
            }
            switch result {
            case .success(let text): state = .bound(text)
            case .failure(let failure): state = .failed(failure)
            }
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }
}

/// A listener that does not listen.
package struct ListenFailure: Error, CustomStringConvertible {
    package let reason: String
    package var description: String { reason }
}
