import MeritCore
package import MeritJSON
import MeritOrders

extension Policy {
    /// Reads a policy document that was parsed already and throws *every* fault: an unknown key,
    /// rule or model is one, and tells what is known.
    package static func read(_ json: JSONValue) throws(JSONFaults) -> Policy {
        try JSONReader.read(json, as: form)
    }

    /// For a document that is part of something larger.
    package static var form: JSONForm<Policy> {
        JSONForm("a policy") { node, reader in
            reader.object(node).flatMap { Policy.read($0, &reader) }
        }
    }

    private static func read(_ members: JSONMembers, _ reader: inout JSONReader) -> Policy? {
        reader.refuseUnknown(in: members, known: PolicyKeys.top)
        let id = reader.required(members["policy"], .name as JSONForm<PolicyID>)
        let effectiveFrom = reader.required(members["effective_from"], .time)
        let moment = reader.required(members["judging_instant"], .named as JSONForm<OrderMoment>)
        let booking = reader.optional(members["booked_at"], .booking)
        let base = reader.required(members["credit_base"], .creditBase)
        let categories = reader.optional(members["exclude_categories"], .categories)
        let selfPurchase = reader.optional(
            members["self_purchase"], .named as JSONForm<SelfPurchase>)
        let crossStore = reader.optional(members["cross_store"], .named as JSONForm<CrossStore>)
        let leaver = reader.optional(members["leaver"], .named as JSONForm<Leaver>)
        let rejudgeFor = reader.optional(members["rejudge_for"], .duration)
        let relation = reader.optional(members["relation"], RelationTerms.form)
        let rules = reader.required(members["rules"], .rules)
        guard let id, let effectiveFrom, let moment, let base, let rules else { return nil }
        return Policy(
            id: id, effectiveFrom: effectiveFrom, judgingInstant: moment,
            booking: booking ?? Booking(moment: moment, delay: .zero), creditBase: base,
            excludedCategories: categories ?? [], selfPurchase: selfPurchase ?? .countSelf,
            crossStore: crossStore ?? .guideFollows, leaver: leaver ?? .keep,
            rejudgeFor: rejudgeFor ?? .hours(72), relation: relation, rules: rules)
    }
}

extension JSONForm where Value == CreditBase {
    fileprivate static var creditBase: JSONForm {
        JSONForm<String>.known(["goods", "paid"]).turned { CreditBase(name: $0) }
    }
}

extension JSONForm where Value == Booking {
    private static var rule: String {
        let moments = OrderMoment.allCases.map(\.rawValue).joined(separator: ", ")
        return "one of \(moments), alone or with ' + ' and a duration, like order_completed + 7d"
    }

    fileprivate static var booking: JSONForm {
        .parsed(rule) { text in
            if let moment = OrderMoment(rawValue: text) {
                return Booking(moment: moment, delay: .zero)
            }
            let parts = text.split(separator: " ", omittingEmptySubsequences: false)
            guard
                parts.count == 3, parts[1] == "+",
                let moment = OrderMoment(rawValue: String(parts[0])),
                let delay = Duration(String(parts[2]))
            else { return nil }
            return Booking(moment: moment, delay: delay.length)
        }
    }
}

extension JSONForm where Value == Set<Category> {
    /// At most 1 000; order and repetition mean nothing.
    fileprivate static var categories: JSONForm {
        JSONForm<[Category]>.array(countMax: 1_000, of: .name).map("a list of categories") {
            Set($0)
        }
    }
}

extension JSONForm where Value == Milliseconds {
    /// 0 or more.
    static var duration: JSONForm { .parsed(Duration.rule) { Duration($0)?.length } }

    /// Above 0.
    static var window: JSONForm {
        .parsed("\(Duration.rule), above 0") { text in
            Duration(text).flatMap { $0.length > .zero ? $0.length : nil }
        }
    }
}
