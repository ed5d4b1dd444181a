import MeritCore
import MeritJSON

extension JSONReader {
    /// Notes each member that is not `known`, with the nearest known key.
    mutating func refuseUnknown(in members: JSONMembers, known: [String]) {
        for (key, node) in members.all where !known.contains(key) {
            let list = known.joined(separator: ", ")
            if let near = nearestName(to: key, among: known) {
                note(.unknownMember, at: node, "Unknown; do you mean \(near)? Known here: \(list).")
            } else {
                note(.unknownMember, at: node, "Unknown; known here: \(list).")
            }
        }
    }
}

extension JSONForm where Value == String {
    /// One of `values`; anything else is told with the nearest of them.
    static func known(_ values: [String]) -> JSONForm {
        let list = values.joined(separator: ", ")
        return JSONForm("one of \(list)") { node, reader in
            guard case .string(let text)? = node.value else {
                reader.wrongType(node, expected: "one of \(list)")
                return nil
            }
            if values.contains(text) { return text }
            reader.note(.notAllowed, at: node, "Give one of \(list).")
            return nil
        }
    }

    /// This form's text as what it names. `change` accepts every text that this form lets pass.
    func turned<Other>(_ change: @escaping (String) -> Other?) -> JSONForm<Other> {
        map(expected, change)
    }
}

extension JSONForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// The raw value of one of the cases.
    static var named: JSONForm {
        JSONForm<String>.known(Value.allCases.map(\.rawValue)).turned { Value(rawValue: $0) }
    }
}
