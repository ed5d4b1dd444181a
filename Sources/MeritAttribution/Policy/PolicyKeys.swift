package import MeritOrders

/// The vocabulary of a policy document.
enum PolicyKeys {
    static let top: [String] = [
        "policy", "effective_from", "judging_instant", "booked_at", "credit_base",
        "exclude_categories", "self_purchase", "cross_store", "leaver", "rejudge_for", "relation",
        "rules",
    ]

    static let relation: [String] = [
        "bind_on", "purchase_min", "validity", "protection", "renew", "capture", "end_on_delete",
    ]

    static let sources = ["pos_assign", "order_param", "touches", "relation", "house"]

    static let models = [
        "last_touch", "first_touch", "linear", "position_based", "time_decay", "w_shaped", "custom",
    ]

    /// What a rule takes beside `name` and `from`.
    static func members(ofSource source: String) -> [String] {
        switch source {
        case "order_param": ["window", "proof"]
        case "touches": ["kinds", "window", "model", "half_life", "weights", "share_with_bound"]
        case "relation": ["phase"]
        default: []
        }
    }

    static let permanent = "permanent"
}

extension CreditBase {
    /// The name in policies.
    package var name: String {
        switch self {
        case .goods: "goods"
        case .paid: "paid"
        }
    }

    package init?(name: String) {
        switch name {
        case "goods": self = .goods
        case "paid": self = .paid
        default: return nil
        }
    }
}
