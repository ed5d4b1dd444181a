package import MeritCore
import MeritCrypto

/// The headers of Standard Webhooks 1.0.0, as they came; nil where one is missing.
package struct WebhookHeaders: Hashable, Sendable {
    /// `webhook-id`.
    package let id: String?
    /// `webhook-timestamp`.
    package let timestamp: String?
    /// `webhook-signature`.
    package let signature: String?

    package init(id: String?, timestamp: String?, signature: String?) {
        self.id = id
        self.timestamp = timestamp
        self.signature = signature
    }
}

/// A webhook whose signature verified: who sent it, under which id.
package struct SignedWebhook: Hashable, Sendable {
    /// The shop whose secret signed it. The body must not speak for another one.
    package let shop: ShopName
    package let event: EventID
}

/// Why a webhook is not believed, in the order the tests are made.
package enum WebhookRefusal: String, Error, CaseIterable, Sendable {
    case missingID = "webhook_id_missing"
    case missingTimestamp = "webhook_timestamp_missing"
    case missingSignature = "webhook_signature_missing"
    /// Not 1 to 128 visible ASCII characters.
    case malformedID = "webhook_id_malformed"
    /// Not the decimal seconds since 1970.
    case malformedTimestamp = "webhook_timestamp_malformed"
    /// Signed more than 300 s ago.
    case late = "webhook_late"
    /// Signed more than 300 s in the future.
    case early = "webhook_early"
    /// More than 32 signatures.
    case tooManySignatures = "webhook_too_many_signatures"
    /// No secret of any shop gives one of the signatures.
    case badSignature = "webhook_signature_bad"
}

/// Verifies webhooks of every shop (Standard Webhooks 1.0.0, symmetric signatures `v1`).
package struct WebhookVerifier: Sendable {
    /// How far a webhook's timestamp may lie from now, either way.
    package static let tolerance = Milliseconds.seconds(300)
    /// More signatures in one header are refused unread.
    package static let signaturesMax = 32

    private let keys: [ShopKey]

    private struct ShopKey: Sendable {
        let shop: ShopName
        let key: HMACKey
    }

    /// A shop may have several secrets, so that one can be replaced while events are under way.
    package init(secrets: [ShopName: [WebhookSecret]]) {
        keys = secrets.sorted { $0.key < $1.key }.flatMap { shop, secrets in
            secrets.map { ShopKey(shop: shop, key: HMACKey($0.bytes)) }
        }
    }

    /// Who signed `body`, or the first reason not to believe it. Any secret may match any of the
    /// signatures; versions other than `v1` are passed over.
    package func verify(
        _ headers: WebhookHeaders, body: [UInt8], now: Timestamp
    ) -> Result<SignedWebhook, WebhookRefusal> {
        guard let id = headers.id, !id.isEmpty else { return .failure(.missingID) }
        guard let timestamp = headers.timestamp, !timestamp.isEmpty else {
            return .failure(.missingTimestamp)
        }
        guard let signature = headers.signature, !signature.isEmpty else {
            return .failure(.missingSignature)
        }
        guard let event = EventID(id) else { return .failure(.malformedID) }
        guard let time = Self.time(timestamp) else { return .failure(.malformedTimestamp) }
        if now.since(time) > Self.tolerance { return .failure(.late) }
        if time.since(now) > Self.tolerance { return .failure(.early) }
        let signatures = signature.utf8.split(separator: 0x20)
        guard signatures.count <= Self.signaturesMax else { return .failure(.tooManySignatures) }
        for candidate in keys {
            let expected = Array(
                candidate.key.webhookSignature(id: id, timestamp: timestamp, body: body).utf8)
            if signatures.contains(where: { constantTimeEqual($0, expected) }) {
                return .success(SignedWebhook(shop: candidate.shop, event: event))
            }
        }
        return .failure(.badSignature)
    }

    /// Whole seconds in 1 to 12 decimal digits.
    private static func time(_ text: String) -> Timestamp? {
        let digits = text.utf8
        guard (1...12).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }),
            let seconds = Int64(text)
        else { return nil }
        return Timestamp(milliseconds: seconds * 1_000)
    }
}
