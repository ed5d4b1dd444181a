import MeritAttribution
import MeritCore
import MeritJSON
import MeritOrders

extension OrderEvent: Told {
    var told: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "k": "order", "shop": .string(order.shop.value), "order": .string(order.order.value),
            "event": .string(event.value),
            "type": .string(String(type.name.dropFirst("order.".count))),
            "version": .init(orderVersion), "at": .init(occurredAt), "leaves": .init(leaves),
        ]
        if let refund { members["refund"] = refund.told }
        return members
    }

    private var leaves: [String: JSONValue] {
        var leaves: [String: JSONValue] = [:]
        func put<Value>(_ name: String, _ leaf: Leaf<Value>, _ tell: (Value) -> JSONValue) {
            guard leaf.isPresent else { return }
            leaves[name] = leaf.value.map(tell) ?? .null
        }
        put("created_at", createdAt) { .init($0) }
        put("paid_at", paidAt) { .init($0) }
        put("completed_at", completedAt) { .init($0) }
        put("store", store) { .string($0.value) }
        put("freight", freight) { .init($0.value) }
        put("assigned_staff", assignedStaff) { .init($0.value) }
        put("token", token, \.told)
        put("click", clickID, \.told)
        put("lines", lines) { lines in
            .array(
                lines.map { line in
                    .array([
                        .string(line.line.value), .init(line.category?.value),
                        .init(line.amount.value),
                    ])
                })
        }
        for leaf in buyer {
            leaves["buyer.\(leaf.kind.name)"] = leaf.alias.map { JSONValue($0) } ?? .null
        }
        return leaves
    }
}

extension Refund {
    fileprivate var told: JSONValue {
        switch scope {
        case .order(let amount):
            JSONValue(["id": .string(refund.value), "amount": .init(amount.value)])
        case .lines(let lines, let freight):
            JSONValue([
                "id": .string(refund.value), "freight": .init(freight.value),
                "lines": .array(
                    lines.map { .array([.string($0.line.value), .init($0.amount.value)]) }),
            ])
        }
    }
}

extension TokenEvidence {
    fileprivate var told: JSONValue {
        switch self {
        case .verified(let claim, nil): JSONValue(claim.told)
        case .verified(let claim, .some(let rejection)):
            JSONValue(claim.told.merging(["bad": .string(rejection.name)]) { first, _ in first })
        case .rejected(let rejection): JSONValue(["bad": .string(rejection.name)])
        }
    }
}

extension ClickEvidence {
    fileprivate var told: JSONValue {
        switch self {
        case .verified(let alias): JSONValue(["alias": .init(alias)])
        case .mismatch: JSONValue(["bad": "mismatch"])
        case .unknown: JSONValue(["bad": "unknown"])
        }
    }
}

// MARK: Policies

extension Policy {
    /// As in the policy's file, with durations in milliseconds and null for what has no end.
    var told: JSONValue {
        JSONValue([
            "policy": .string(id.value), "effective_from": .init(effectiveFrom),
            "judging_instant": .string(judgingInstant.rawValue),
            "booked_at": .array([
                .string(booking.moment.rawValue), .init(booking.delay.value),
            ]),
            "credit_base": creditBase == .paid ? "paid" : "goods",
            "exclude_categories": .array(excludedCategories.map { .string($0.value) }),
            "self_purchase": .string(selfPurchase.rawValue),
            "cross_store": .string(crossStore.rawValue), "leaver": .string(leaver.rawValue),
            "rejudge_for": .init(rejudgeFor.value), "relation": relation?.told ?? .null,
            "rules": .array(rules.map { JSONValue($0.told) }),
        ])
    }
}

extension RelationTerms {
    fileprivate var told: JSONValue {
        JSONValue([
            "bind_on": .array(bindOn.map { .string($0.name) }),
            "purchase_min": .init(purchaseMin.value), "validity": validity.told,
            "protection": protection.told, "renew": .string(renew.rawValue),
            "capture": .string(capture.rawValue), "end_on_delete": .bool(endOnDelete == .ends),
        ])
    }
}

extension Lasting {
    fileprivate var told: JSONValue {
        switch self {
        case .length(let length): .init(length.value)
        case .permanent: .null
        }
    }
}

extension Rule {
    fileprivate var told: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "name": .string(name), "from": .string(source.name),
        ]
        switch source {
        case .posAssign, .house: break
        case .orderParam(let window, let proof):
            members["window"] = .init(window.value)
            members["proof"] = .string(proof.rawValue)
        case .relation(let phase): members["phase"] = .string(phase.rawValue)
        case .touches(let selection, let model, let bound):
            members["kinds"] = .array(selection.windows.map { .string($0.kind.name) })
            members["window"] = JSONValue(
                [String: JSONValue](
                    uniqueKeysWithValues: selection.windows.map {
                        ($0.kind.name, .init($0.window.value))
                    }))
            if let shared = selection.sharedWindow { members["window"] = .init(shared.value) }
            members["model"] = .string(model.name)
            members["share_with_bound"] = .init(bound?.value)
            members.merge(model.told) { first, _ in first }
        }
        return members
    }
}

extension Rule.Model {
    fileprivate var told: [String: JSONValue] {
        switch self {
        case .timeDecay(let halfLife): ["half_life": .init(halfLife.value)]
        case .custom(let weights):
            [
                "weights": JSONValue(
                    [String: JSONValue](
                        uniqueKeysWithValues: weights.map { ($0.key.name, .init($0.value)) }))
            ]
        default: [:]
        }
    }
}
