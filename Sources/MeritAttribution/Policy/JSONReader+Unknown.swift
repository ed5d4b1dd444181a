import MeritCore
package import MeritJSON

extension JSONFault.Code {
    /// Right for Merit, but beyond what this build can do.
    package static let notInBuild: JSONFault.Code = "not_in_build"
}

extension JSONReader {
    /// Notes each member that this build does not know: `elsewhere` are those that another build
    /// knows; for any other the nearest known key is named.
    mutating func refuseUnknown(
        in members: JSONMembers, known: [String], elsewhere: [String] = []
    ) {
        for (key, node) in members.all where !known.contains(key) {
            let list = known.joined(separator: ", ")
            if elsewhere.contains(key) {
                note(.notInBuild, at: node, "Not known to this build; known here: \(list).")
            } else if let near = nearestName(to: key, among: known + elsewhere) {
                note(.unknownMember, at: node, "Unknown; do you mean \(near)? Known here: \(list).")
            } else {
                note(.unknownMember, at: node, "Unknown; known here: \(list).")
            }
        }
    }
}

extension JSONForm where Value == String {
    /// One of `values`; those that only another build knows are refused as such.
    static func known(_ values: [String], elsewhere: [String] = []) -> JSONForm {
        let list = values.joined(separator: ", ")
        return JSONForm("one of \(list)") { node, reader in
            guard case .string(let text)? = node.value else {
                reader.wrongType(node, expected: "one of \(list)")
                return nil
            }
            if values.contains(text) { return text }
            if elsewhere.contains(text) {
                reader.note(
                    .notInBuild, at: node,
                    "\(text) is not known to this build; it knows \(list).")
            } else {
                reader.note(.notAllowed, at: node, "Give one of \(list).")
            }
            return nil
        }
    }
}

extension JSONForm where Value == String {
    /// This form's text as what it names. `change` accepts every text that this form lets pass.
    func turned<Other>(_ change: @escaping (String) -> Other?) -> JSONForm<Other> {
        map(expected, change)
    }
}
