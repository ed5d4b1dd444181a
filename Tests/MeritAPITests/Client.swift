import DoorFixture
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritQRCode
import NIOCore
import Testing

/// Somebody who talks to the API.
struct Client: Sendable {
    let door: Door
    let client: any TestClientProtocol
    var key: String?

    static let hosts: Set<String> = ["localhost"]

    /// What the service waits for beside the store.
    struct Hooks: Sendable {
        var tableCurrent: @Sendable (Sequence) async -> Void = { _ in }
        var catchUp: @Sendable () async -> Void = {}
        var settled: @Sendable () async -> Void = {}
    }

    /// The zones that the machine of these tests knows.
    private static let zones: [String: Int32] = ["UTC": 0, "Asia/Shanghai": 28_800]

    /// Runs `body` with a client of `door`'s API, by the control socket's router unless said
    /// otherwise; over sockets with `.ahc()`.
    static func talking(
        to door: Door, at apiDoor: APIDoor = .controlSocket, hooks: Hooks = Hooks(),
        over setup: TestingSetup = .router, codes: QRCodeEncoder? = nil,
        _ body: @Sendable (Client) async throws -> Void
    ) async throws {
        let parts = APIParts(
            intake: door.intake,
            settings: APISettings(
                publicURL: "https://t.brand.example/",
                destinationHosts: try DestinationHosts(["mall.example"]), program: "merit test",
                sealedFolder: door.sealedFolder),
            process: APIProcess(
                health: { [HealthPart(name: "journal", state: .ready, detail: "writing")] },
                tableCurrent: hooks.tableCurrent, catchUp: hooks.catchUp,
                settled: hooks.settled,
                zoneOffsets: { name in
                    zones[name].map { [.init(instant: .distantPast, seconds: $0)] }
                },
                metrics: {
                    APIMetrics(text: "merit_test_things_total 1\n", type: "text/plain; version=9")
                }), codes: codes)
        let app = Application(
            router: APIService(parts).router(at: apiDoor),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
        try await app.test(setup) { try await body(Client(door: door, client: $0)) }
    }

    func with(key: String) -> Client {
        var client = self
        client.key = key
        return client
    }

    func get(_ path: String, accept: String? = nil) async throws -> Reply {
        try await send(.get, path, nil, type: nil, accept: accept)
    }

    func post(_ path: String, _ body: String = "{}", type: String = "application/json")
        async throws -> Reply
    {
        try await send(.post, path, body, type: type)
    }

    func put(_ path: String, _ body: String) async throws -> Reply {
        try await send(.put, path, body, type: "application/json")
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, type: String? = nil,
        accept: String? = nil
    ) async throws -> Reply {
        var headers: HTTPFields = [:]
        if let key { headers[.authorization] = "Bearer \(key)" }
        if let type { headers[.contentType] = type }
        if let accept { headers[.accept] = accept }
        return try await client.execute(
            uri: path.hasPrefix("/") ? path : "/v1/\(path)", method: method, headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { Reply($0) }
    }
}

/// What came back.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
    }

    var json: JSONObject {
        guard case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else {
            return JSONObject()
        }
        return members
    }

    func string(_ key: String) -> String? {
        if case .string(let text)? = json[key] { text } else { nil }
    }

    func integer(_ key: String) -> Int64? {
        if case .integer(let value)? = json[key] { value } else { nil }
    }

    var code: String? { string("code") }

    /// The elements of a member that is an array of objects.
    func objects(_ key: String) -> [JSONObject] {
        guard case .array(let elements)? = json[key] else { return [] }
        return elements.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    var items: [JSONObject] { objects("items") }

    /// The pointers of its faults.
    var pointers: [String] {
        objects("errors").compactMap {
            if case .string(let text)? = $0["pointer"] { text } else { nil }
        }
    }

    /// The lines of its faults.
    var lines: [Int64] {
        objects("errors").compactMap {
            if case .integer(let line)? = $0["line"] { line } else { nil }
        }
    }
}
