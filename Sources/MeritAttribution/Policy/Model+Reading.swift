import MeritCore
import MeritJSON

extension Rule.Model {
    /// The keys `model`, `half_life` and `weights` of a rule. `kinds` are nil where they were
    /// refused.
    static func read(
        _ kinds: [TouchKind]?, _ members: JSONMembers, _ reader: inout JSONReader
    ) -> Rule.Model? {
        let name = reader.required(members["model"], .known(PolicyKeys.models))
        guard let name else { return nil }
        reader.refuse(members["half_life"], unless: name == "time_decay", "time_decay")
        reader.refuse(members["weights"], unless: name == "custom", "custom")
        switch name {
        case "last_touch": return .lastTouch
        case "first_touch": return .firstTouch
        case "linear": return .linear
        case "position_based": return .positionBased
        case "time_decay":
            return reader.required(members["half_life"], .window).map { .timeDecay(halfLife: $0) }
        case "w_shaped": return .wShaped
        default: return custom(kinds, members["weights"], &reader)
        }
    }

    private static func custom(
        _ kinds: [TouchKind]?, _ node: JSONNode, _ reader: inout JSONReader
    ) -> Rule.Model? {
        guard node.isPresent else {
            reader.note(
                .missing, at: node,
                "Required with model custom; give a weight from 0 to \(weightMax) by kind.")
            return nil
        }
        guard let members = reader.object(node), let kinds else { return nil }
        reader.refuseUnlisted(in: members, kinds)
        var weights: [TouchKind: UInt32] = [:]
        var faulty = false
        for kind in kinds where members[kind.name].value != nil {
            let weight = reader.required(members[kind.name], .integer(0...Int64(weightMax)))
            guard let weight else {
                faulty = true
                continue
            }
            weights[kind] = UInt32(clamping: weight)
        }
        guard !faulty else { return nil }
        guard weights.values.contains(where: { $0 > 0 }) else {
            reader.note(
                .contradiction, at: node,
                "All weights are 0, so this rule could never credit anybody: give one of "
                    + kinds.map(\.name).joined(separator: ", ") + " a weight above 0.")
            return nil
        }
        return .custom(weights)
    }
}

extension JSONReader {
    /// Notes a key that stands where its model does not take it.
    fileprivate mutating func refuse(_ node: JSONNode, unless isTaken: Bool, _ model: String) {
        guard !isTaken, node.isPresent else { return }
        note(.contradiction, at: node, "Only model \(model) takes it.")
    }
}
