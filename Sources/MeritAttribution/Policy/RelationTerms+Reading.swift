import MeritCore
import MeritJSON

extension RelationTerms {
    /// The section `relation` of a policy.
    static var form: JSONForm<RelationTerms> {
        JSONForm("an object") { node, reader in
            reader.object(node).flatMap { RelationTerms.read($0, &reader) }
        }
    }

    private static func read(
        _ members: JSONMembers, _ reader: inout JSONReader
    ) -> RelationTerms? {
        reader.refuseUnknown(in: members, known: PolicyKeys.relation)
        let bindOn = reader.required(members["bind_on"], .causes)
        let purchaseMin = reader.optional(members["purchase_min"], .exactCount)
        let validity = reader.required(members["validity"], .lasting)
        let protection = reader.required(members["protection"], .lasting)
        let renew = reader.required(members["renew"], .named as JSONForm<Renewal>)
        let capture = reader.required(members["capture"], .named as JSONForm<Capture>)
        let ends = reader.optional(members["end_on_delete"], .bool)
        guard let bindOn, let validity, let protection, let renew, let capture else { return nil }
        return RelationTerms(
            bindOn: bindOn, purchaseMin: purchaseMin.map { MinorAmount($0) } ?? purchaseMinDefault,
            validity: validity, protection: protection, renew: renew, capture: capture,
            endOnDelete: ends == true ? .ends : .keeps)
    }
}

extension JSONForm where Value == Set<RelationCause> {
    /// Each once; none at all binds nobody.
    fileprivate static var causes: JSONForm {
        let all = RelationCause.allCases
        let cause = JSONForm<String>.known(all.map(\.name)).turned { name in
            all.first { $0.name == name }
        }
        return JSONForm("a list of touch kinds and purchase") { node, reader in
            let list = JSONForm<[RelationCause]>.array(countMax: all.count, of: cause)
            guard let causes = list.read(node, &reader) else { return nil }
            guard Set(causes).count == causes.count else {
                reader.note(.repeated, at: node, "List each once.")
                return nil
            }
            return Set(causes)
        }
    }
}

extension JSONForm where Value == Lasting {
    fileprivate static var lasting: JSONForm {
        .parsed("\(Duration.rule), or \(PolicyKeys.permanent)") { text in
            text == PolicyKeys.permanent
                ? .permanent : Duration(text).map { .length($0.length) }
        }
    }
}
