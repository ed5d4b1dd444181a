import Foundation
import Testing

@testable import MeritJSON

/// Checks values against the part of JSON Schema 2020-12 that our schemas use.
struct SchemaChecker {
    let root: JSONValue

    /// `Schemas/NAME.schema.json`.
    static func named(_ name: String) throws -> SchemaChecker {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Schemas/\(name).schema.json")
        return SchemaChecker(
            root: try JSONValue(parsing: Array(try Data(contentsOf: file)), limits: .ownFile))
    }

    func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

    /// Keywords that this checker would pass over in silence.
    func unknownWords() -> [String] { unknownWords(in: root) }

    private static let annotations: Set = [
        "$schema", "$id", "title", "description", "$defs", "default", "format",
    ]
    private static let words: Set = [
        "$ref", "type", "enum", "const", "required", "properties", "items", "maxItems", "pattern",
        "minLength", "maxLength", "minimum", "maximum", "allOf", "anyOf", "oneOf", "not", "if",
        "then", "else", "additionalProperties", "minItems", "uniqueItems", "minProperties",
        "propertyNames",
    ]

    private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        guard case .object(let keywords) = schema else { return schema == .bool(true) }
        return keywords.members.allSatisfy { word in
            switch word.key {
            case "$ref": accepts(value, reference: word.value)
            case "type": list(word.value).contains { isType(value, $0) }
            case "enum": list(word.value).contains(value)
            case "const": word.value == value
            case "allOf": list(word.value).allSatisfy { accepts(value, $0) }
            case "anyOf": list(word.value).contains { accepts(value, $0) }
            case "oneOf": list(word.value).count { accepts(value, $0) } == 1
            case "additionalProperties": acceptsRest(of: value, word.value, keywords)
            case "not": !accepts(value, word.value)
            case "if": acceptsBranch(value, word.value, keywords)
            default: acceptsContent(value, word.key, word.value)
            }
        }
    }

    /// Every member that `properties` does not describe is as `said`.
    private func acceptsRest(
        of value: JSONValue, _ said: JSONValue, _ keywords: JSONObject
    ) -> Bool {
        guard case .object(let object) = value else { return true }
        var described = JSONObject()
        if case .object(let properties)? = keywords["properties"] { described = properties }
        return object.members.allSatisfy { member in
            described.contains(member.key) || accepts(member.value, said)
        }
    }

    /// `#/$defs/NAME`, or another schema by its file's name.
    private func accepts(_ value: JSONValue, reference: JSONValue) -> Bool {
        if let definition = resolve(reference) { return accepts(value, definition) }
        guard case .string(let text) = reference, text.hasSuffix(".schema.json"),
            let other = try? Self.named(String(text.dropLast(12)))
        else { return false }
        return other.accepts(value)
    }

    private func acceptsBranch(
        _ value: JSONValue, _ condition: JSONValue, _ keywords: JSONObject
    ) -> Bool {
        let branch = accepts(value, condition) ? keywords["then"] : keywords["else"]
        return branch.map { accepts(value, $0) } ?? true
    }

    /// Words that say something only about values of one type.
    private func acceptsContent(_ value: JSONValue, _ word: String, _ said: JSONValue) -> Bool {
        let value = value == .number("-0") ? .integer(0) : value
        switch (value, said) {
        case (.object(let object), .array(let names)) where word == "required":
            return names.allSatisfy { name in
                if case .string(let key) = name { object.contains(key) } else { false }
            }
        case (.object(let object), .object(let schemas)) where word == "properties":
            return schemas.members.allSatisfy { member in
                object[member.key].map { accepts($0, member.value) } ?? true
            }
        case (.array(let elements), _) where word == "items":
            return elements.allSatisfy { accepts($0, said) }
        case (.array(let elements), .integer(let count)) where word == "maxItems":
            return elements.count <= count
        case (.array(let elements), .bool(true)) where word == "uniqueItems":
            return elements.indices.allSatisfy { !elements[..<$0].contains(elements[$0]) }
        case (.object(let object), .integer(let count)) where word == "minProperties":
            return object.members.count >= count
        case (.object(let object), _) where word == "propertyNames":
            return object.members.allSatisfy { accepts(.string($0.key), said) }
        case (.array(let elements), .integer(let count)) where word == "minItems":
            return elements.count >= count
        case (.string(let text), .string(let pattern)) where word == "pattern":
            return (try? Regex(pattern).firstMatch(in: text)) != nil
        case (.string(let text), .integer(let count)) where word == "minLength":
            return text.unicodeScalars.count >= count
        case (.string(let text), .integer(let count)) where word == "maxLength":
            return text.unicodeScalars.count <= count
        case (.integer(let number), .integer(let bound)) where word == "minimum":
            return number >= bound
        case (.integer(let number), .integer(let bound)) where word == "maximum":
            return number <= bound
        default: return true
        }
    }

    private func isType(_ value: JSONValue, _ name: JSONValue) -> Bool {
        switch value {
        case .null: name == .string("null")
        case .bool: name == .string("boolean")
        case .integer: name == .string("integer") || name == .string("number")
        case .number(let literal):
            name == .string("number") || literal == "-0" && name == .string("integer")
        case .string: name == .string("string")
        case .array: name == .string("array")
        case .object: name == .string("object")
        }
    }

    private func list(_ value: JSONValue) -> [JSONValue] {
        if case .array(let elements) = value { elements } else { [value] }
    }

    private func resolve(_ reference: JSONValue) -> JSONValue? {
        guard case .string(let text) = reference, case .object(let object) = root,
            case .object(let definitions)? = object["$defs"], text.hasPrefix("#/$defs/")
        else { return nil }
        return definitions[String(text.dropFirst(8))]
    }

    private func unknownWords(in schema: JSONValue) -> [String] {
        guard case .object(let keywords) = schema else { return [] }
        return keywords.members.flatMap { word -> [String] in
            switch (word.key, word.value) {
            case ("properties", .object(let schemas)), ("$defs", .object(let schemas)):
                schemas.members.flatMap { unknownWords(in: $0.value) }
            case ("allOf", .array(let schemas)), ("anyOf", .array(let schemas)),
                ("oneOf", .array(let schemas)):
                schemas.flatMap { unknownWords(in: $0) }
            case ("items", let inner), ("not", let inner), ("if", let inner), ("then", let inner),
                ("else", let inner), ("propertyNames", let inner),
                ("additionalProperties", let inner):
                unknownWords(in: inner)
            default:
                Self.words.contains(word.key) || Self.annotations.contains(word.key)
                    ? [] : [word.key]
            }
        }
    }
}
