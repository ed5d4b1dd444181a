import MeritAttribution
import MeritCore
import MeritStore

extension FactOrigin {
    /// What the fact said, in a few words: `link_click of 1001`, `order.paid`, `hand_over done,
    /// 1001 to 1002`, `staff_set`.
    var text: String {
        switch content {
        case .touch(let kind, let staff): "\(kind.name) of \(staff.value)"
        case .orderEvent(let type, _): type.name
        case .contact(let change, let staff): "contact \(change.name) of \(staff.value)"
        case .handOver(let from, let to, let state):
            "hand_over \(state.name), \(from.value) to \(to.value)"
        case .command(let kind, _): kind.word
        case .decision(let order): "purchase \(order)"
        case .other: "fact \(sequence.value)"
        }
    }
}

extension FactKind {
    /// `staffSet` as reports write it: `staff_set`.
    var word: String {
        "\(self)".reduce(into: "") { text, character in
            text += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }
}
