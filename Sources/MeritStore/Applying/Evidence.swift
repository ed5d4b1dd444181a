import MeritCore
import MeritJournal

/// A fact that may change what was judged.
struct Evidence {
    /// The fact's record.
    let cause: Sequence
    let recordedAt: Timestamp
    let origin: Origin

    /// Who told it.
    enum Origin {
        /// A touch, or what it binds: judges an order again only for some time.
        case customer
        /// Everything else: no limit.
        case business
    }

    init(_ record: Record, _ origin: Origin) {
        cause = record.sequence
        recordedAt = record.time
        self.origin = origin
    }

    init(cause: Sequence, recordedAt: Timestamp, origin: Origin) {
        self.cause = cause
        self.recordedAt = recordedAt
        self.origin = origin
    }
}
