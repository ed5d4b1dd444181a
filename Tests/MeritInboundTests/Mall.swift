import CoreMetrics
import DoorFixture
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MeritCore
import MeritIdentity
import MeritInbound
import MeritIntake
import MeritJSON
import NIOCore
import Testing

/// A shop that sends order events, rightly or not.
struct Mall: Sendable {
    let door: Door
    let client: any TestClientProtocol

    /// Runs `body` with a shop that sends to the inbound listener of `door`.
    static func sending<Value: Sendable>(
        to door: Door, over setup: TestingSetup = .router,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger? = nil,
        _ body: @Sendable (Mall) async throws -> Value
    ) async throws -> Value {
        let app = Application(
            router: InboundService(intake: door.intake, metrics: metrics).router(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            logger: logger)
        return try await app.test(setup) { client in
            try await body(Mall(door: door, client: client))
        }
    }

    /// An event's body with `changes` in place of its members; nil takes a member out.
    static func body(
        _ order: String = "A1001", _ changes: KeyValuePairs<String, String?> = [:]
    ) -> String {
        var members: [(key: String, value: String)] = [
            ("type", #""order.paid""#), ("shop", #""mall""#), ("order_id", "\"\(order)\""),
            ("version", "2"), ("occurred_at", #""2026-11-21T10:00:00+08:00""#),
            ("created_at", #""2026-11-21T09:58:00+08:00""#),
            ("paid_at", #""2026-11-21T10:00:00+08:00""#), ("store", #""SH-001""#),
            ("currency", #""CNY""#),
            (
                "lines",
                #"[{"line_id":"1","sku":"X","category":"shoes","quantity":1,"amount":19900}]"#
            ),
            ("freight", "800"), ("buyer", #"{"unionid":"o6abcdefgh","phone":"13812345678"}"#),
        ]
        for (key, value) in changes {
            members.removeAll { $0.key == key }
            if let value { members.append((key, value)) }
        }
        return "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    /// How a webhook is signed.
    struct Signing: Sendable {
        var shop = Door.mall
        /// Beside now.
        var offset = Milliseconds.zero
        /// What is signed, where it is not what is sent.
        var signedBody: String?
        var signature: String?
        init() {}
    }

    @discardableResult
    func send(
        _ body: String, id: String = "msg_1", _ signing: Signing = Signing()
    ) async throws -> Reply {
        let time = door.now.advanced(by: signing.offset)
        let secret = try #require(door.keys.file.shops[signing.shop]?.webhook.first)
        let signed = Array((signing.signedBody ?? body).utf8)
        let event = EventID(unchecked: id)
        let headers: HTTPFields = [
            .webhookID: id, .webhookTimestamp: String(time.milliseconds / 1_000),
            .webhookSignature: signing.signature ?? secret.sign(id: event, at: time, body: signed),
            .contentType: "application/json",
        ]
        return try await send(Array(body.utf8), headers)
    }

    func send(_ body: [UInt8], _ headers: HTTPFields) async throws -> Reply {
        try await client.execute(
            uri: "/v1/order-events", method: .post, headers: headers, body: ByteBuffer(bytes: body)
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

    /// The problem's code.
    var code: String? { if case .string(let code)? = json["code"] { code } else { nil } }

    /// The pointers of its faults.
    var pointers: [String] {
        guard case .array(let errors)? = json["errors"] else { return [] }
        return errors.compactMap { error in
            guard case .object(let members) = error, case .string(let text)? = members["pointer"]
            else { return nil }
            return text
        }
    }
}

extension HTTPField.Name {
    static var webhookID: Self { HTTPField.Name("webhook-id") ?? .accept }
    static var webhookTimestamp: Self { HTTPField.Name("webhook-timestamp") ?? .accept }
    static var webhookSignature: Self { HTTPField.Name("webhook-signature") ?? .accept }
}
