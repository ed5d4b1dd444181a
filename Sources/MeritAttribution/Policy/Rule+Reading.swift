import MeritCore
import MeritJSON

extension JSONForm where Value == [Rule] {
    /// 1 … `Policy.rulesMax` rules, each name once.
    static var rules: JSONForm {
        JSONForm("a list of rules") { node, reader in
            guard let nodes = reader.array(node, countMax: Policy.rulesMax) else { return nil }
            guard !nodes.isEmpty else {
                reader.note(.tooShort, at: node, "A policy has at least one rule.")
                return nil
            }
            var names: Set<String> = []
            let rules = nodes.map { element in
                reader.object(element).flatMap { Rule.read($0, &names, &reader) }
            }
            return rules.contains { $0 == nil } ? nil : rules.compactMap(\.self)
        }
    }
}

extension Rule {
    fileprivate static func read(
        _ members: JSONMembers, _ names: inout Set<String>, _ reader: inout JSONReader
    ) -> Rule? {
        let name = reader.required(members["name"], .ruleName)
        if let name, !names.insert(name).inserted {
            reader.note(.repeated, at: members["name"], "Another rule has this name.")
        }
        let sources = JSONForm<String>.known(PolicyKeys.sources)
        guard let source = reader.required(members["from"], sources) else { return nil }
        reader.refuseUnknown(
            in: members, known: ["name", "from"] + PolicyKeys.members(ofSource: source))
        guard let read = Source.read(source, members, &reader), let name else { return nil }
        return Rule(name: name, source: read)
    }
}

extension Rule.Source {
    /// `source` is one of `PolicyKeys.sources`.
    fileprivate static func read(
        _ source: String, _ members: JSONMembers, _ reader: inout JSONReader
    ) -> Rule.Source? {
        switch source {
        case "pos_assign":
            return .posAssign
        case "order_param":
            let window = reader.required(members["window"], .window)
            let proof = reader.optional(members["proof"], .named as JSONForm<Rule.TokenProof>)
            return window.map { .orderParam(window: $0, proof: proof ?? .token) }
        case "touches":
            return touches(members, &reader)
        case "relation":
            let phase = reader.required(members["phase"], .named as JSONForm<RelationPhase>)
            return phase.map { .relation(phase: $0) }
        default:
            return .house
        }
    }

    private static func touches(
        _ members: JSONMembers, _ reader: inout JSONReader
    ) -> Rule.Source? {
        let kinds = reader.required(members["kinds"], .kinds)
        let selection = TouchSelection.read(kinds, members, &reader)
        let model = Rule.Model.read(kinds, members, &reader)
        let share = reader.optional(members["share_with_bound"], .basisPoints)
        guard let selection, let model else { return nil }
        return .touches(selection, model: model, shareWithBound: share)
    }
}

extension TouchSelection {
    /// `kinds` are nil where they were refused.
    fileprivate static func read(
        _ kinds: [TouchKind]?, _ members: JSONMembers, _ reader: inout JSONReader
    ) -> TouchSelection? {
        guard case .object? = members["window"].value else {
            let window = reader.required(members["window"], .window)
            guard let kinds, let window else { return nil }
            return TouchSelection(kinds, window)
        }
        guard let kinds, let windows = reader.object(members["window"]) else { return nil }
        reader.refuseUnlisted(in: windows, kinds)
        let entries = kinds.map { kind in
            reader.required(windows[kind.name], .window).map {
                KindWindow(kind: kind, window: $0)
            }
        }
        return entries.contains { $0 == nil } ? nil : TouchSelection(entries.compactMap(\.self))
    }
}

extension JSONReader {
    /// Notes each member that names no kind that the rule takes.
    mutating func refuseUnlisted(in members: JSONMembers, _ kinds: [TouchKind]) {
        for (key, node) in members.all where !kinds.contains(where: { $0.name == key }) {
            let listed = kinds.map(\.name).joined(separator: ", ")
            note(.unknownMember, at: node, "Not among this rule's kinds: \(listed).")
        }
    }
}

extension JSONForm where Value == [TouchKind] {
    /// At least one; a kind that stands on the order itself is no touch of a customer.
    fileprivate static var kinds: JSONForm {
        let allowed = TouchKind.ofCustomers
        let kind = JSONForm<String>.known(allowed.map(\.name)).turned { TouchKind(name: $0) }
        return JSONForm("a list of kinds of touches") { node, reader in
            let list = JSONForm<[TouchKind]>.array(countMax: allowed.count, of: kind)
            guard let kinds = list.read(node, &reader) else { return nil }
            guard !kinds.isEmpty else {
                reader.note(.tooShort, at: node, "List at least one kind.")
                return nil
            }
            guard Set(kinds).count == kinds.count else {
                reader.note(.repeated, at: node, "List each kind once.")
                return nil
            }
            return kinds
        }
    }
}

extension JSONForm where Value == BasisPoints {
    fileprivate static var basisPoints: JSONForm {
        JSONForm<Int64>.integer(0...Int64(BasisPoints.whole.value)).map(
            "basis points, 0 to \(BasisPoints.whole.value)"
        ) { UInt32(exactly: $0).flatMap { BasisPoints($0) } }
    }
}

extension JSONForm where Value == String {
    /// 1 to 64 bytes of text without control characters.
    fileprivate static var ruleName: JSONForm {
        .parsed("1 to 64 bytes of text without control characters") { text in
            isPlainText(text) && text.utf8.count <= 64 ? text : nil
        }
    }
}
