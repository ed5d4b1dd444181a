import HTTPTypes
import MeritIdentity
import MeritIntake

extension WebhookHeaders {
    /// The three headers; one that is there twice counts as missing, because two readers might
    /// choose differently.
    init(_ fields: HTTPFields) {
        self.init(
            id: Self.single("webhook-id", fields),
            timestamp: Self.single("webhook-timestamp", fields),
            signature: Self.single("webhook-signature", fields))
    }

    private static func single(_ name: String, _ fields: HTTPFields) -> String? {
        guard let name = HTTPField.Name(name) else { return nil }
        let values = fields[values: name]
        return values.count == 1 ? values.first : nil
    }
}

extension ErrorCode {
    init(_ refusal: WebhookRefusal) {
        switch refusal {
        case .missingID: self = .webhookIDMissing
        case .missingTimestamp: self = .webhookTimestampMissing
        case .missingSignature: self = .webhookSignatureMissing
        case .malformedID: self = .webhookIDMalformed
        case .malformedTimestamp: self = .webhookTimestampMalformed
        case .late: self = .webhookLate
        case .early: self = .webhookEarly
        case .tooManySignatures: self = .webhookTooManySignatures
        case .badSignature: self = .webhookSignatureBad
        }
    }
}
