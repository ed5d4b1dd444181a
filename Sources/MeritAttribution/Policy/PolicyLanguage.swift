/// A language that policies are told to staff in.
package enum PolicyLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case chinese = "zh"

    /// The one of two wordings of the same thing that is in this language.
    func say(_ english: String, _ chinese: String) -> String {
        switch self {
        case .english: english
        case .chinese: chinese
        }
    }

    /// `a, b and c`, `甲、乙和丙`.
    func list(_ parts: [String], _ last: LastWord) -> String {
        guard let end = parts.last, parts.count > 1 else { return parts.first ?? "" }
        let others = parts.dropLast().joined(separator: say(", ", "、"))
        switch last {
        case .and: return others + say(" and ", "和") + end
        case .or: return others + say(" or ", "或") + end
        }
    }

    enum LastWord {
        case and
        case or
    }
}
