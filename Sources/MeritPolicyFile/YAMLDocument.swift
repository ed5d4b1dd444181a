import MeritJSON
import Yams

/// A YAML document as the JSON value it means, with the lines its parts stand on.
///
/// Plain scalars are null (`null`, `~`, nothing), true and false, or integers written in digits;
/// everything else, and everything in quotes, is text. So times and durations stay as written.
struct YAMLDocument {
    let value: JSONValue
    /// By JSON pointer.
    private let lines: [String: Int]

    /// More parts than this are refused: aliases can make a small file mean a huge document.
    static let partsMax = 20_000
    static let depthMax = 16

    init(_ text: String, file: String) throws(PolicyFileFaults) {
        guard text.utf8.count <= PolicyFile.bytesMax else {
            throw Self.refusal(
                file, 1, "too_long", "A policy file has at most \(PolicyFile.bytesMax) bytes.")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw Self.syntaxRefusal(error, file)
        }
        guard let root else {
            throw Self.refusal(file, 1, "missing", "The file is empty; it has to hold a policy.")
        }
        var reading = Reading(file: file)
        value = try reading.value(of: root, at: "", depth: 0)
        lines = reading.lines
    }

    /// The line of the place, or of the nearest part around it that the document has.
    func line(of pointer: String) -> Int {
        var place = pointer[...]
        while true {
            if let line = lines[String(place)] { return line }
            guard let slash = place.lastIndex(of: "/") else { return 1 }
            place = place[..<slash]
        }
    }

    private static func refusal(
        _ file: String, _ line: Int, _ code: String, _ message: String
    ) -> PolicyFileFaults {
        PolicyFileFaults(faults: [
            PolicyFileFault(file: file, line: line, key: "", code: code, message: message)
        ])
    }

    /// A fault of the YAML itself, in its parser's words.
    private static func syntaxRefusal(_ error: any Error, _ file: String) -> PolicyFileFaults {
        guard let error = error as? YamlError else {
            return refusal(file, 1, "syntax", "This is no YAML: \(error).")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return refusal(file, mark.line, "syntax", "This is no YAML: \(problem).")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.joined(separator: ", ")
            return refusal(
                file, context.mark.line, "repeated", "A key stands here twice: \(names).")
        default:
            return refusal(file, 1, "syntax", "This is no YAML: \(error).")
        }
    }

    /// Turns nodes into values and remembers where they stood.
    private struct Reading {
        let file: String
        var lines: [String: Int] = [:]

        mutating func value(
            of node: Node, at pointer: String, depth: Int
        ) throws(PolicyFileFaults) -> JSONValue {
            if lines[pointer] == nil { lines[pointer] = node.mark?.line ?? 1 }
            guard lines.count <= partsMax, depth <= depthMax else {
                throw refusal(
                    file, node.mark?.line ?? 1, "too_long",
                    "More than \(partsMax) parts, or deeper than \(depthMax): no policy.")
            }
            switch node {
            case .scalar(let scalar): return Self.value(of: scalar)
            case .sequence(let sequence):
                var elements: [JSONValue] = []
                for (index, element) in sequence.enumerated() {
                    elements.append(
                        try value(of: element, at: "\(pointer)/\(index)", depth: depth + 1))
                }
                return .array(elements)
            case .mapping(let mapping):
                return .object(try members(of: mapping, at: pointer, depth: depth))
            case .alias:
                throw refusal(
                    file, node.mark?.line ?? 1, "not_allowed", "Write the value out: no aliases.")
            }
        }

        private mutating func members(
            of mapping: Node.Mapping, at pointer: String, depth: Int
        ) throws(PolicyFileFaults) -> JSONObject {
            var object = JSONObject()
            for (key, node) in mapping {
                let line = key.mark?.line ?? node.mark?.line ?? 1
                guard case .scalar(let scalar) = key else {
                    throw refusal(file, line, "bad_format", "A key is a plain word.")
                }
                let name = scalar.string
                let token = name.replacing("~", with: "~0").replacing("/", with: "~1")
                let place = "\(pointer)/\(token)"
                lines[place] = line
                guard object.append(name, try value(of: node, at: place, depth: depth + 1)) else {
                    throw refusal(file, line, "repeated", "A key stands here twice: \(name).")
                }
            }
            return object
        }

        private static func value(of scalar: Node.Scalar) -> JSONValue {
            guard scalar.style == .plain || scalar.style == .any else {
                return .string(scalar.string)
            }
            switch scalar.string {
            case "", "~", "null": return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            case let text:
                let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
                guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
                    let integer = Int64(text)
                else { return .string(text) }
                return .integer(integer)
            }
        }
    }
}
