import AsyncHTTPClient
import Glibc
import MeritJSON
import NIOCore
import NIOHTTP1
import Synchronization

/// Speaks to one service. Everything that the command line does is requests to its API.
struct ServiceClient: Sendable {
    /// `https://HOST[:PORT]`, or `http+unix://` and the socket's path, percent-encoded.
    let base: String
    let key: String?
    private let client: HTTPClient
    private let answers = AnswerCount()

    static let answerBytesMax = 512 << 20
    private static let refusalBytesMax = 4 << 20

    /// Runs `body` with a client for `base`, and closes its connections.
    static func with<Value>(
        base: String, key: String?, _ body: (ServiceClient) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10)))
        // Whoever does not listen now is told of at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(ServiceClient(base: base, key: key, client: client))
            try await client.shutdown()
            return value
        } catch {
            // What failed is the one to tell.
            try? await client.shutdown()
            throw error
        }
    }

    /// The whole answer. Throws `ServiceRefusal` for a problem, `CommandFailure` where there is no
    /// answer.
    @discardableResult
    func send(_ request: ServiceRequest) async throws -> ServiceAnswer {
        var bytes: [UInt8] = []
        let status = try await send(request) { bytes += $0.readableBytesView }
        return ServiceAnswer(status: status, bytes: bytes)
    }

    /// As `send(_:)`, for a request with the content of a file: a refusal names it.
    func send(_ request: ServiceRequest, of file: String) async throws -> ServiceAnswer {
        do {
            return try await send(request)
        } catch let refusal as ServiceRefusal {
            throw refusal.naming(file)
        }
    }

    /// The answer part by part; its status.
    @discardableResult
    func send(
        _ request: ServiceRequest, part: (ByteBuffer) throws -> Void
    ) async throws -> Int {
        let response = try await reaching(request) {
            try await client.execute(http(request), deadline: .distantFuture)
        }
        answers.add()
        guard (200..<300).contains(response.status.code) else {
            let body = try await reaching(request) {
                try await response.body.collect(upTo: Self.refusalBytesMax)
            }
            throw ServiceRefusal(
                status: Int(response.status.code), body: Array(body.readableBytesView),
                retryAfter: response.headers.first(name: "retry-after").flatMap { Int($0) })
        }
        try await reaching(request) {
            for try await buffer in response.body { try part(buffer) }
        }
        return Int(response.status.code)
    }

    private func http(_ request: ServiceRequest) -> HTTPClientRequest {
        var http = HTTPClientRequest(url: base + request.target)
        http.method = HTTPMethod(rawValue: request.method.rawValue)
        http.headers.add(name: "accept", value: request.accept)
        if let key { http.headers.add(name: "authorization", value: "Bearer \(key)") }
        if let body = request.body {
            http.headers.add(name: "content-type", value: body.type)
            http.body = .bytes(ByteBuffer(bytes: body.bytes))
        }
        return http
    }

    /// What fails on the way to the service, told as such.
    private func reaching<Value>(
        _ request: ServiceRequest, _ step: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await step()
        } catch let error as CancellationError {
            throw error
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            let isRefused = (error as? IOError)?.errnoCode == ECONNREFUSED
            // A service that was just ending may close a connection without an answer.
            let isIdle = request.method == .get && error is HTTPClientError
            throw ServiceUnreachable(
                place: shownBase, reason: "\(error)",
                effect: (isRefused || isIdle) && answers.isEmpty ? .none : .unknown)
        }
    }

    private var shownBase: String {
        base.hasPrefix("http+unix:") ? "the control socket of the data directory" : base
    }
}

/// A service that gives no answer.
struct ServiceUnreachable: Error, CustomStringConvertible {
    let place: String
    let reason: String
    let effect: Effect

    /// Whether the command can have done anything.
    enum Effect: Sendable {
        case none
        case unknown
    }

    var description: String {
        """
        error: cannot reach the service at \(place): \(reason)
        Check that it runs, and the address after --api.
        """
    }
}

/// How many requests of a client were answered. Its identity is the client.
private final class AnswerCount: Sendable {
    private let count = Atomic(0)

    var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    func add() { count.add(1, ordering: .relaxed) }
}
