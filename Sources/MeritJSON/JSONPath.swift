/// The way from a document's root to a value.
package indirect enum JSONPath: Sendable {
    case root
    case member(JSONPath, String)
    case index(JSONPath, Int)

    /// The JSON pointer (RFC 6901): empty for the root, `~` as `~0` and `/` as `~1` in keys.
    package var pointer: String {
        var steps: [String] = []
        var place = self
        walk: while true {
            switch place {
            case .root: break walk
            case .member(let parent, let key):
                steps.append(Self.escaped(key))
                place = parent
            case .index(let parent, let index):
                steps.append(String(index))
                place = parent
            }
        }
        return steps.reversed().reduce(into: "") { text, step in text += "/" + step }
    }

    private static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == 0x7e || $0 == 0x2f }) else { return key }
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
