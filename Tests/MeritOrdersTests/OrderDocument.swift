import MeritCore
import MeritIdentity
import Testing

@testable import MeritJSON
@testable import MeritOrders

/// Bodies as shops send them, and a parser with keys made up for the tests.
enum OrderDocument {
    static let shop = ShopName(unchecked: "mall")
    static let event = EventID(unchecked: "evt_1")

    /// The example of the interface's description, with identifiers filled in.
    static let paid = """
        {"type":"order.paid","shop":"mall","order_id":"A1001","version":2,\
        "occurred_at":"2026-11-21T10:00:00+08:00","created_at":"2026-11-21T09:58:00+08:00",\
        "paid_at":"2026-11-21T10:00:00+08:00","store":"SH-001","currency":"CNY",\
        "lines":[{"line_id":"1","sku":"X","category":"shoes","quantity":1,"amount":19900},\
        {"line_id":"2","amount":0}],"freight":800,\
        "buyer":{"unionid":"o6_bmasdasdsad6","openid":"oABC","external_userid":"wmABC",\
        "phone":"13812345678","member":"M77","visitor":"v-1"},\
        "attribution":{"token":"good","click_id":"click","assigned_staff":1001}}
        """

    static let refunded = """
        {"type":"order.refunded","shop":"mall","order_id":"A1001","version":3,\
        "occurred_at":"2026-11-22T10:00:00+08:00","currency":"CNY",\
        "refund":{"refund_id":"R1","lines":[{"line_id":"1","amount":5000}],"freight":0}}
        """

    static let refundedWhole = """
        {"type":"order.refunded","shop":"mall","order_id":"A1001","version":3,\
        "occurred_at":"2026-11-22T10:00:00+08:00","currency":"CNY",\
        "refund":{"refund_id":"R1","amount":5000}}
        """

    static let cancelled = """
        {"type":"order.cancelled","shop":"mall","order_id":"A1001","version":4,\
        "occurred_at":"2026-11-22T10:00:00Z","currency":"CNY"}
        """

    static let claim = TokenClaim(
        slot: KeySlot(unchecked: 1), staff: StaffNumber(unchecked: 1001),
        link: LinkNumber(unchecked: 7), issued: IssueDay(2_516))
    static let click = Alias(click: Sequence(99), of: .first)

    static func hasher() throws -> AliasHasher {
        try #require(
            AliasHasher(
                pseudonymKey: [UInt8](repeating: 7, count: 32), mainAppID: nil, mainCorpID: nil))
    }

    /// Knows the token `good` and the click id `click`, which belongs to that token.
    static func parser(
        token: @escaping OrderEventParser.TokenCheck = { text in
            text == "good" ? .verified(claim, rejection: nil) : .rejected(.malformed)
        }
    ) throws -> OrderEventParser {
        OrderEventParser(hasher: try hasher(), token: token) { text, named in
            guard text == "click" else { return .unknown }
            return named == claim ? .verified(click) : .mismatch
        }
    }

    static func parse(_ body: String) throws -> OrderEvent {
        try parser().webhook(Array(body.utf8)[...], event: event, shop: shop)
    }

    /// `pointer code` of each fault; empty where the body is accepted.
    static func faults(_ body: String) throws -> [String] {
        try refusals(body).map { "\($0.pointer) \($0.code.rawValue)" }
    }

    /// The faults themselves.
    static func refusals(_ body: String) throws -> [JSONFault] {
        let parser = try parser()
        do {
            _ = try parser.webhook(Array(body.utf8)[...], event: event, shop: shop)
            return []
        } catch {
            return error.faults
        }
    }

    /// `body` with the value at `pointer` replaced by the JSON `value`, or taken out where empty.
    static func edited(_ body: String, _ pointer: String, _ value: String) throws -> String {
        let tree = try JSONValue(parsing: Array(body.utf8))
        let new = value.isEmpty ? nil : try JSONValue(parsing: Array(value.utf8))
        let path = pointer.split(separator: "/").map(String.init)
        return String(decoding: edited(tree, path[...], new)?.compact ?? [], as: UTF8.self)
    }

    static func edited(
        _ tree: JSONValue, _ path: ArraySlice<String>, _ new: JSONValue?
    ) -> JSONValue? {
        guard let step = path.first else { return new }
        let rest = path.dropFirst()
        switch tree {
        case .object(let object):
            var changed = JSONObject()
            for member in object.members {
                guard member.key == step else {
                    _ = changed.append(member.key, member.value)
                    continue
                }
                if let value = edited(member.value, rest, new) { _ = changed.append(step, value) }
            }
            if !object.contains(step), let new { _ = changed.append(step, new) }
            return .object(changed)
        case .array(var elements):
            guard let index = Int(step), elements.indices.contains(index) else { return tree }
            elements.replaceSubrange(
                index...index, with: [edited(elements[index], rest, new)].compactMap(\.self))
            return .array(elements)
        default: return tree
        }
    }
}
