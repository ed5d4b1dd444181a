import MeritJSON

/// What a service answered to a request that it did not refuse.
struct ServiceAnswer: Sendable {
    let status: Int
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The answer as JSON.
    func json() throws -> JSONValue {
        do {
            return try JSONValue(parsing: bytes, limits: Self.limits)
        } catch {
            throw CommandFailure(
                "the service's answer is no JSON: \(error.fault.message)")
        }
    }

    private static let limits = JSONLimits(
        bytesMax: ServiceClient.answerBytesMax, depthMax: 64, membersMax: 4_000_000,
        stringBytesMax: 4 << 20)

    /// Prints it as it stands, ended by a line's end.
    func print() {
        Terminal.print(bytes: bytes.last == 0x0a ? bytes : bytes + [0x0a])
    }
}

extension JSONValue {
    /// A member of an object; nil where there is none or it is null.
    subscript(_ key: String) -> JSONValue? {
        guard case .object(let object) = self, let value = object[key] else { return nil }
        if case .null = value { return nil }
        return value
    }

    /// The text of a string.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of an integer.
    var number: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The elements of an array, none for anything else.
    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// As a cell of a table shows it.
    var shown: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "yes" : "no"
        case .integer(let value): "\(value)"
        case .number(let literal): literal
        case .string(let text): text
        case .array(let elements): elements.map(\.shown).joined(separator: ",")
        case .object: String(decoding: compact, as: UTF8.self)
        }
    }
}
