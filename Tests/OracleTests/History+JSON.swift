import MeritAttribution
import MeritCore
import MeritJSON

extension JSONValue {
    /// An object with these members.
    init(_ members: KeyValuePairs<String, JSONValue>) {
        var object = JSONObject()
        for (key, value) in members { _ = object.append(key, value) }
        self = .object(object)
    }

    /// An object with these members, by key.
    init(_ members: [String: JSONValue]) {
        var object = JSONObject()
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            _ = object.append(key, value)
        }
        self = .object(object)
    }

    init(_ time: Timestamp?) { self = time.map { .integer($0.milliseconds) } ?? .null }
    init(_ number: (some BinaryInteger)?) { self = number.map { .integer(Int64($0)) } ?? .null }
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }
    init(_ alias: Alias) { self = .string("\(alias.kind.name):\(alias.high):\(alias.low)") }
    init(_ aliases: [Alias]) { self = .array(aliases.map { JSONValue($0) }) }
    init(id bytes: some Swift.Sequence<UInt8>) {
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        self = .string(hex.joined())
    }

    /// The text on one line.
    var line: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.text
    }
}

extension History {
    /// As the oracle reads it.
    var json: JSONValue {
        JSONValue([
            "seed": .string("\(seed)"),
            "calendar": JSONValue([
                "offsets": .array(
                    calendar.offsets.map { .array([.init($0.instant), .init($0.seconds)]) }),
                "day_start": JSONValue(calendar.dayStartMinutes),
                "month_start": JSONValue(calendar.monthStart),
            ]),
            "never_merge": .array(identity.neverMerge.map { .string($0.name) }),
            "shared_after": JSONValue(identity.sharedAfter),
            "facts": .array(facts),
        ])
    }

    private var facts: [JSONValue] {
        var links: UInt32 = 0
        return steps.compactMap { step in
            guard var members = step.act.members else { return nil }
            if members["k"] == .string("link") {
                links += 1
                members["link"] = JSONValue(links)
            }
            members["r"] = JSONValue(step.recordedAt)
            if members["at"] == .null { members["at"] = JSONValue(step.recordedAt) }
            return JSONValue(members)
        }
    }
}

extension History.Act {
    /// Nil for what the oracle need not know.
    fileprivate var members: [String: JSONValue]? {
        switch self {
        case .fact(let fact): (fact as? any Told)?.told
        case .click(let click, let number): click.told(number)
        case .adjust(let order, let parts, let unit):
            told(
                "adjust", order,
                [
                    "fen": .bool(unit == .amounts),
                    "shares": .array(
                        parts.map { .array([.init($0.payee.value), .init($0.value)]) }),
                ])
        case .resolve(let order, let resolution):
            told("approve", order, ["ok": .bool(resolution == .approved)])
        case .rerun(let policy, let from, let to):
            [
                "k": "rerun", "policy": .string(policy.value),
                "from": .init(from.daysSince1970), "to": .init(to.daysSince1970),
            ]
        case .close: ["k": "close"]
        case .settle: ["k": "settle"]
        }
    }

    private func told(
        _ name: String, _ order: OrderKey, _ more: [String: JSONValue]
    ) -> [String: JSONValue] {
        more.merging([
            "k": .string(name), "shop": .string(order.shop.value),
            "order": .string(order.order.value),
        ]) { first, _ in first }
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
}
