/// What a value must look like, and how it becomes a `Value`.
package struct JSONForm<Value> {
    /// Completes "give …" in faults: "an integer from 0 to 10".
    package let expected: String
    /// The value, or nil with at least one fault noted.
    package let read: (JSONNode, inout JSONReader) -> Value?

    package init(_ expected: String, _ read: @escaping (JSONNode, inout JSONReader) -> Value?) {
        self.expected = expected
        self.read = read
    }
}

extension JSONForm {
    /// A string that `parse` accepts; `rule` says what that is ("1 to 128 visible characters").
    package static func parsed(
        _ rule: String, code: JSONFault.Code = .badFormat, _ parse: @escaping (String) -> Value?
    ) -> JSONForm {
        JSONForm("a string: \(rule)") { node, reader in
            guard case .string(let text)? = node.value else {
                reader.wrongType(node, expected: "a string")
                return nil
            }
            guard let value = parse(text) else {
                reader.note(code, at: node, "Give \(rule).")
                return nil
            }
            return value
        }
    }

    /// This form's value turned into another by `change`; nil is a fault `code` with `rule`.
    package func map<Other>(
        _ rule: String, code: JSONFault.Code = .badFormat, _ change: @escaping (Value) -> Other?
    ) -> JSONForm<Other> {
        JSONForm<Other>(rule) { node, reader in
            guard let value = read(node, &reader) else { return nil }
            guard let other = change(value) else {
                reader.note(code, at: node, "Give \(rule).")
                return nil
            }
            return other
        }
    }

    /// An object, read by `body`.
    package static func object(
        _ body: @escaping (JSONMembers, inout JSONReader) -> Value?
    ) -> JSONForm {
        JSONForm("an object") { node, reader in
            reader.object(node).flatMap { body($0, &reader) }
        }
    }

    /// An object of `known` members only, read by `body`.
    package static func object(
        known: Set<String>, _ body: @escaping (JSONMembers, inout JSONReader) -> Value?
    ) -> JSONForm {
        JSONForm("an object") { node, reader in
            reader.object(node, known: known).flatMap { body($0, &reader) }
        }
    }

    /// An array of at most `countMax` elements, each of `element`; one bad element makes it nil.
    package static func array<Element>(
        countMax: Int, of element: JSONForm<Element>
    ) -> JSONForm where Value == [Element] {
        JSONForm("an array") { node, reader in
            guard let nodes = reader.array(node, countMax: countMax) else { return nil }
            let values = nodes.map { reader.required($0, element) }
            return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
        }
    }
}

extension JSONForm where Value == JSONValue {
    /// Anything, null included, as it stands.
    package static var anything: JSONForm { JSONForm("any value") { node, _ in node.value } }
}

extension JSONForm where Value == Bool {
    package static var bool: JSONForm {
        JSONForm("true or false") { node, reader in
            guard case .bool(let value)? = node.value else {
                reader.wrongType(node, expected: "true or false")
                return nil
            }
            return value
        }
    }
}

extension JSONForm where Value == String {
    /// A string of so many UTF-8 bytes.
    package static func text(bytes: ClosedRange<Int>) -> JSONForm {
        JSONForm("a string of \(bytes.lowerBound) to \(bytes.upperBound) bytes") { node, reader in
            guard case .string(let text)? = node.value else {
                reader.wrongType(node, expected: "a string")
                return nil
            }
            guard text.utf8.count >= bytes.lowerBound else {
                reader.note(.tooShort, at: node, "At least \(bytes.lowerBound) bytes of UTF-8.")
                return nil
            }
            guard text.utf8.count <= bytes.upperBound else {
                reader.note(.tooLong, at: node, "At most \(bytes.upperBound) bytes of UTF-8.")
                return nil
            }
            return text
        }
    }

    /// One of `values`.
    package static func choice(_ values: [String]) -> JSONForm {
        JSONForm<String>.parsed(
            "one of \(values.joined(separator: ", "))", code: .notAllowed
        ) { text in
            values.contains { sameBytes($0, text) } ? text : nil
        }
    }
}
