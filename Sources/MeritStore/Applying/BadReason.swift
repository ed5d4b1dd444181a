import MeritOrders

/// Why a fact that stands in the journal could not be applied.
enum BadReason {
    /// The bytes are not of the record's kind.
    case malformed
    /// The event id is taken by another content.
    case eventConflict
    /// The event is not of the order it names.
    case refused(OrderEventRefusal)
    /// A decision or an entry on an order without events or without that decision.
    case unknownOrder
    /// A decision on something that an earlier decision has answered.
    case repeatedDecision
    /// A seal of a period that is not closed by the record it names, or is sealed already.
    case unknownClosing
    /// A decision by a policy that was never published.
    case unknownPolicy
    /// An entry that is not the next of the ledger.
    case brokenChain
    /// A resolution of something that is no open bad record.
    case unknownRecord

    /// The source of a bad record that came through no door.
    static let journalSource = "journal"

    /// The code of the bad record.
    var code: String {
        switch self {
        case .malformed: "malformed_fact"
        case .eventConflict: "event_conflict"
        case .refused(let refusal): refusal.code
        case .unknownOrder: "unknown_order"
        case .repeatedDecision: "repeated_decision"
        case .unknownPolicy: "unknown_policy"
        case .brokenChain: "broken_chain"
        case .unknownRecord: "unknown_record"
        case .unknownClosing: "unknown_closing"
        }
    }
}
