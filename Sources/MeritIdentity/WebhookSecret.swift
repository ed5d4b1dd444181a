package import MeritCore
import MeritCrypto

/// What a shop signs its order events with (`whsec_…`).
package struct WebhookSecret: SharedSecret {
    package static let prefix = "whsec_"
    package let bytes: [UInt8]

    package init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// The signature that Standard Webhooks 1.0.0 puts into `webhook-signature`: `v1,` and the
    /// base64 of HMAC-SHA-256 over `ID.TIMESTAMP.BODY`, the timestamp in whole seconds.
    package func sign(id: EventID, at time: Timestamp, body: [UInt8]) -> String {
        let seconds = String(time.milliseconds / 1_000)
        return HMACKey(bytes).webhookSignature(id: id.value, timestamp: seconds, body: body)
    }
}

extension HMACKey {
    func webhookSignature(id: String, timestamp: String, body: [UInt8]) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(id.utf8.count + timestamp.utf8.count + 2 + body.count)
        message += id.utf8
        message.append(0x2e)
        message += timestamp.utf8
        message.append(0x2e)
        message += body
        return "v1," + Base64.encode(tag(message).bytes)
    }
}
