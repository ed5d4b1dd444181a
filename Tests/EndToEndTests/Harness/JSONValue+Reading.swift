import MeritJSON

extension JSONValue {
    /// A document that a test expects to be one.
    init(text: String) throws {
        try self.init(parsing: Array(text.utf8), limits: .ownFile)
    }

    subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// A member of a member, by their names.
    func at(_ names: String...) -> JSONValue? {
        names.reduce(self) { value, name in value?[name] }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    var number: Int? { if case .integer(let number) = self { Int(number) } else { nil } }

    var isNull: Bool { if case .null = self { true } else { false } }

    var isTrue: Bool { if case .bool(true) = self { true } else { false } }

    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    /// As one line.
    var line: String { String(decoding: compact, as: UTF8.self) }
}

extension JSONValue {
    /// What a proof says of the rule with this name.
    func rule(_ name: String) -> JSONValue? {
        (self["rules"]?.elements ?? []).first { $0["rule"]?.text == name }
    }
}
