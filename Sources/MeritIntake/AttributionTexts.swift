import MeritCore
import MeritJSON

/// The texts by which an order event names a token and a click, as they stand in its body: what the
/// click id is worth may take a look at the store, before the parser reads the event as a whole.
struct AttributionTexts: Hashable, Sendable {
    let token: String?
    let clickID: String?

    init(_ body: JSONValue) {
        guard case .object(let members) = body,
            case .object(let attribution)? = members["attribution"]
        else {
            token = nil
            clickID = nil
            return
        }
        token = Self.text(attribution["token"])
        clickID = Self.text(attribution["click_id"])
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .string(let text)? = value { text } else { nil }
    }
}

extension OrderEvent {
    /// This event as somebody brought it.
    func with(provenance: ImportProvenance) -> OrderEvent {
        OrderEvent(
            order: order, event: event, contentDigest: contentDigest, provenance: provenance,
            type: type, orderVersion: orderVersion, occurredAt: occurredAt, currency: currency,
            createdAt: createdAt, paidAt: paidAt, completedAt: completedAt, store: store,
            lines: lines, freight: freight, token: token, clickID: clickID,
            assignedStaff: assignedStaff, refund: refund, aliasesIgnored: aliasesIgnored,
            buyer: buyer)
    }
}
