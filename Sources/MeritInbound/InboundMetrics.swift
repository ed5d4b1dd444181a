import CoreMetrics
import MeritIntake

/// What became of order webhooks, counted as it happens.
struct InboundMetrics: Sendable {
    private let accepted: Counter
    private let repeated: Counter
    private let refused: Counter
    /// By code; a code that no order webhook is answered with counts as `internal_error`.
    private let refusals: [ErrorCode: Counter]

    init(_ factory: any MetricsFactory) {
        func outcome(_ name: String) -> Counter {
            Counter(
                label: "merit_inbound_order_events_total", dimensions: [("outcome", name)],
                factory: factory)
        }
        accepted = outcome("accepted")
        repeated = outcome("repeated")
        refused = outcome("refused")
        refusals = Dictionary(
            uniqueKeysWithValues: Self.codes.map { code in
                let counter = Counter(
                    label: "merit_inbound_refusals_total", dimensions: [("code", code.code)],
                    factory: factory)
                return (code, counter)
            })
    }

    func countAccepted() { accepted.increment() }

    func countRepeated() { repeated.increment() }

    func countRefused(_ code: ErrorCode) {
        refused.increment()
        (refusals[code] ?? refusals[.internalError])?.increment()
    }

    /// What an order webhook may be refused with.
    private static let codes: [ErrorCode] = [
        .requestInvalid, .bodyTooLarge, .bodyInvalid, .internalError, .storeUnavailable, .notReady,
        .journalClosed, .journalFailed, .journalRecordTooLarge, .journalBusy, .journalDiskFull,
        .intakeBacklog, .clickNotApplied, .webhookIDMissing, .webhookTimestampMissing,
        .webhookSignatureMissing, .webhookIDMalformed, .webhookTimestampMalformed, .webhookLate,
        .webhookEarly, .webhookTooManySignatures, .webhookSignatureBad, .webhookIDConflict,
    ]
}
