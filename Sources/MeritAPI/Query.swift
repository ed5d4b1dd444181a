import HummingbirdCore
import MeritCore
import MeritIntake

/// The parameters of a request's query, each at most once.
struct Query: Sendable {
    private let values: [String: String]

    /// Lists answer so many items where the query does not say.
    static let limitDefault = 100
    static let limitMax = 1_000

    init(
        _ parameters: FlatDictionary<Substring, Substring>, known: Set<String>
    ) throws(Problem) {
        var values: [String: String] = [:]
        for (key, value) in parameters {
            let name = String(key)
            guard known.contains(name) else {
                let list = known.sorted().joined(separator: ", ")
                throw Problem(
                    .queryInvalid, detail: "\(Self.shown(name)) is not known here; known: \(list).")
            }
            guard values.updateValue(String(value), forKey: name) == nil else {
                throw Problem(.queryInvalid, detail: "\(name) stands there twice.")
            }
        }
        self.values = values
    }

    /// The value as `parse` reads it; nil where it is not there.
    func optional<Value>(
        _ name: String, _ rule: String, _ parse: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else {
            throw Problem(.queryInvalid, detail: "\(name): give \(rule).")
        }
        return value
    }

    func required<Value>(
        _ name: String, _ rule: String, _ parse: (String) -> Value?
    ) throws(Problem) -> Value {
        guard let value = try optional(name, rule, parse) else {
            throw Problem(.queryInvalid, detail: "\(name) is missing: give \(rule).")
        }
        return value
    }

    /// `limit`, 1 … `limitMax`.
    func limit() throws(Problem) -> Int {
        try optional("limit", "1 to \(Self.limitMax)") { text in
            Int(text).flatMap { (1...Self.limitMax).contains($0) ? $0 : nil }
        } ?? Self.limitDefault
    }

    /// A whole number.
    func number<Value: FixedWidthInteger>(
        _ name: String, as type: Value.Type
    ) throws(Problem) -> Value? {
        try optional(name, "a whole number") { Value($0) }
    }

    /// A name as an answer may repeat it.
    private static func shown(_ name: String) -> String {
        let visible = name.utf8.allSatisfy { 0x21...0x7e ~= $0 }
        return visible && name.utf8.count <= 64 ? name : "A parameter"
    }
}

/// `text` with its `%XX` decoded; nil where one is broken or the result is not UTF-8.
func percentDecoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
        guard byte == 0x25 else {
            bytes.append(byte)
            continue
        }
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let decoded = Hex.decode(digits) else { return nil }
        bytes += decoded
        rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
}
