extension ErrorCode {
    // MARK: Order webhooks

    package static let webhookIDMissing = ErrorCode(
        "webhook_id_missing", 401, "The header webhook-id is missing or there twice.",
        mend: "Send webhook-id, webhook-timestamp and webhook-signature, each once.")
    package static let webhookTimestampMissing = ErrorCode(
        "webhook_timestamp_missing", 401, "The header webhook-timestamp is missing or there twice.",
        mend: "Send webhook-id, webhook-timestamp and webhook-signature, each once.")
    package static let webhookSignatureMissing = ErrorCode(
        "webhook_signature_missing", 401, "The header webhook-signature is missing or there twice.",
        mend: "Send webhook-id, webhook-timestamp and webhook-signature, each once.")
    package static let webhookIDMalformed = ErrorCode(
        "webhook_id_malformed", 401, "webhook-id is not 1 to 128 visible ASCII characters.",
        mend: "Use a short id of letters and digits, a new one for every event.")
    package static let webhookTimestampMalformed = ErrorCode(
        "webhook_timestamp_malformed", 401, "webhook-timestamp is not a number of seconds.",
        mend: "Send whole seconds since 1970-01-01T00:00:00Z in decimal.")
    package static let webhookLate = ErrorCode(
        "webhook_late", 401, "The webhook was signed more than 300 s ago.",
        mend: "Sign at the moment of sending, each retry anew; check the sender's clock.")
    package static let webhookEarly = ErrorCode(
        "webhook_early", 401, "The webhook's timestamp lies more than 300 s ahead.",
        mend: "Check the sender's clock.")
    package static let webhookTooManySignatures = ErrorCode(
        "webhook_too_many_signatures", 401, "There are more than 32 signatures.",
        mend: "Sign with the current secret, and with the former one while it is replaced.")
    package static let webhookSignatureBad = ErrorCode(
        "webhook_signature_bad", 401,
        "No secret of the shop that the body names gives one of the signatures.",
        mend: "Sign the exact bytes sent with the shop's whsec_ secret (Standard Webhooks 1.0.0).")
    package static let webhookIDConflict = ErrorCode(
        "webhook_id_conflict", 409, "This webhook-id was accepted before with another content.",
        mend: "Give each event an id of its own; the body was kept as a bad record.")
    package static let clickNotApplied = ErrorCode(
        "click_not_applied", 503, "The click that the order names is recorded but not yet applied.",
        mend: "Try again in a few seconds.")

    // MARK: Imports and bad records

    package static let eventIDConflict = ErrorCode(
        "event_id_conflict", 409, "This event_id is recorded with another content.",
        mend: "Give the event an id of its own; the line was kept as a bad record.")
    package static let currencyChanged = ErrorCode(
        "currency_changed", 422, "The order is recorded in another currency, which never changes.",
        mend: "Send the order's own currency; another currency needs another order id.")
    package static let badRecordResolved = ErrorCode(
        "bad_record_resolved", 409, "The bad record was replayed or discarded before.",
        mend: "Nothing is left to do.")
    package static let badRecordBodyGone = ErrorCode(
        "bad_record_body_gone", 410, "The bad record's body is no longer kept (30 days).",
        mend: "Send the mended body in the request, or discard the record.")
}
