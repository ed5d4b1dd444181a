import Glibc
import Logging
import MeritServer
import NIOCore
import NIOPosix
import SystemPackage

/// Finds the service that a command works with: the one named with `--api`; else the one that runs
/// on the data directory; else one of its own that lives as long as the command.
struct ServiceReach {
    private let options: ServiceOptions
    private let need: ServiceNeed

    init(_ options: ServiceOptions, need: ServiceNeed = .any) {
        self.options = options
        self.need = need
    }

    private static let attemptsMax = 30
    private static let pause = Duration.milliseconds(100)

    /// Runs `body` with a client of the service. While another command holds the directory, or a
    /// service begins or ends, this waits for some seconds; nothing is done twice.
    func connect(_ body: @escaping @Sendable (ServiceClient) async throws -> Void) async throws {
        for _ in 1..<Self.attemptsMax {
            do {
                return try await connectOnce(body)
            } catch let error where options.api == nil && Self.isPassing(error) {
                try await Task.sleep(for: Self.pause)
            }
        }
        try await connectOnce(body)
    }

    /// Whether the directory was merely taken at that moment, and the command did nothing.
    private static func isPassing(_ error: any Error) -> Bool {
        switch error {
        case EngineError.directory(let error): error.code == "directory_locked"
        case let error as ServiceUnreachable: error.effect == .none
        default: false
        }
    }

    private func connectOnce(
        _ body: @escaping @Sendable (ServiceClient) async throws -> Void
    ) async throws {
        let key = ProcessEnvironment.apiKey
        if let url = options.api {
            let base = try Self.base(url)
            return try await ServiceClient.with(base: base, key: key, body)
        }
        let directory = options.global.dataPath
        if let socket = try await ControlSocket.answering(in: directory) {
            let base = Self.base(socket: socket.reachable)
            return try await ServiceClient.with(base: base, key: key, body)
        }
        if need == .running {
            throw CommandFailure(
                """
                no service runs on \(options.global.data), and this takes two people
                Start merit serve, and give each person's key in MERIT_API_KEY \
                (merit api-key create --person NAME).
                """)
        }
        try await OneCommandService.run(
            directory: directory, configuration: try options.global.settings(),
            logger: ProcessEnvironment.logger(.warning)
        ) { socket in
            try await ServiceClient.with(base: Self.base(socket: socket), key: key, body)
        }
    }

    static func base(socket: String) -> String {
        "http+unix://" + ServiceRequest.encoded(socket)
    }

    /// `http://HOST[:PORT]` without a slash or `/v1` at its end.
    static func base(_ url: String) throws -> String {
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw CommandFailure(
                "--api takes http://HOST:PORT or https://HOST, not \(url)",
                code: Outcome.wrongUsage)
        }
        var base = url[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        if base.hasSuffix("/v1") { base = base.dropLast(3) }
        return String(base)
    }
}

/// The socket by which a service on this machine is reached.
enum ControlSocket {
    private static let meansNobody = [ENOENT, ECONNREFUSED, ENOTDIR]

    /// The socket of the service that runs on `directory`; nil where nothing answers there. A
    /// socket left behind by a service that was killed refuses connections: nothing runs.
    static func answering(in directory: FilePath) async throws -> SocketPath? {
        let path = directory.appending("control.sock")
        let socket: SocketPath
        do throws(Errno) {
            socket = try SocketPath(path)
        } catch {
            if error == .noSuchFileOrDirectory { return nil }
            throw CommandFailure("cannot open \(directory): \(error)")
        }
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: socket.reachable).get()
            try await channel.close().get()
            return socket
        } catch let error as IOError where Self.meansNobody.contains(error.errnoCode) {
            return nil
        } catch {
            throw CommandFailure("cannot reach the service on \(path): \(error)")
        }
    }
}
