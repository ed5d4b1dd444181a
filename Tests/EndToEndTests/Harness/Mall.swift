import Foundation
import MeritJSON
import ProcessFixture

/// A mall's backend: signs and sends webhooks with the library standardwebhooks, and makes identity
/// statements with PyJWT.
struct Mall {
    let inbound: String
    let shop: Shopfront

    /// A webhook to be sent.
    struct Webhook {
        var id: String
        var body: String
        /// Nil: unsigned.
        var secret: String?
        /// Seconds added to the signing time.
        var offset = 0
    }

    struct Answer {
        let status: Int
        let body: String

        var json: JSONValue { (try? JSONValue(text: body)) ?? .null }
        /// The stable code of a refusal.
        var code: String { json["code"]?.text ?? "" }
        /// `POINTER CODE` of each fault.
        var faults: [String] {
            (json["errors"]?.elements ?? []).map {
                "\($0["pointer"]?.text ?? "") \($0["code"]?.text ?? "")"
            }
        }
    }

    /// One webhook, signed with the shop's secret.
    func send(_ id: String, _ body: String) throws -> Answer {
        try send([Webhook(id: id, body: body, secret: shop.webhookSecret)])[0]
    }

    func send(_ webhooks: [Webhook]) throws -> [Answer] {
        let input = webhooks.map { webhook in
            JSONValue.object([
                "id": .string(webhook.id), "body": .string(webhook.body),
                "secret": webhook.secret.map { .string($0) } ?? .null,
                "offset": .integer(Int64(webhook.offset)),
            ]).line
        }
        let finished = try Shell.must(
            Surroundings.python, [Surroundings.client("send_webhooks"), inbound],
            input: input.joined(separator: "\n") + "\n")
        return try finished.lines.map { line in
            let answer = try JSONValue(text: line)
            return Answer(
                status: answer["status"]?.number ?? 0, body: answer["body"]?.text ?? "")
        }
    }

    /// A statement who the customer is, signed by the mall's backend.
    func identity(
        _ identifiers: JSONObject, clickID: String? = nil, secret: String? = nil
    ) throws -> String {
        var claims: JSONObject = [
            "iss": .string("mall"), "aud": .string("merit-identity"), "ids": .object(identifiers),
        ]
        if let clickID { _ = claims.append("click_id", .string(clickID)) }
        let wish = JSONValue.object([
            "secret": .string(secret ?? shop.identitySecret), "kid": .string("mall"),
            "claims": .object(claims),
        ])
        return try Shell.must(
            Surroundings.python, [Surroundings.client("sign_identity")], input: wish.line + "\n"
        ).line
    }
}
