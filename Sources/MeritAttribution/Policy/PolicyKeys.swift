package import MeritOrders

/// The vocabulary of a policy document as this build knows it.
enum PolicyKeys {
    /// Settings that have one value in this build: another value is refused by name.
    static let fixed: [FixedSetting] = [
        FixedSetting(key: "self_purchase", value: "count_self", others: ["store", "exclude"]),
        FixedSetting(key: "cross_store", value: "guide_follows", others: ["same_store_only"]),
        FixedSetting(key: "leaver", value: "keep", others: ["successor", "house", "reject"]),
    ]

    struct FixedSetting: Hashable, Sendable {
        let key: String
        /// The value that this build honours, and the default.
        let value: String
        /// Values that a policy may have elsewhere.
        let others: [String]
    }

    static let top: [String] =
        [
            "policy", "effective_from", "judging_instant", "booked_at", "credit_base",
            "exclude_categories", "rejudge_for", "rules",
        ] + fixed.map(\.key)

    /// Keys of a policy that need more than this build has.
    static let topElsewhere = ["relation"]

    static let sources = ["order_param", "touches", "house"]
    static let sourcesElsewhere = ["pos_assign", "relation"]
    static let modelsElsewhere = [
        "first_touch", "linear", "position_based", "time_decay", "w_shaped", "custom",
    ]

    /// What a rule takes beside `name` and `from`.
    static func members(ofSource source: String) -> [String] {
        switch source {
        case "order_param": ["window", "proof"]
        case "touches": ["kinds", "window", "model"]
        default: []
        }
    }

    /// What a rule takes in builds that know more than this one.
    static func membersElsewhere(ofSource source: String) -> [String] {
        source == "touches" ? ["share_with_bound", "half_life", "weights"] : []
    }
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
