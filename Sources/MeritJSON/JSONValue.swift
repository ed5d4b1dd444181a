/// A JSON value (RFC 8259), exactly as it stood in the text.
///
/// Two values are equal when their texts mean the same bytes: strings are compared as UTF-8, never
/// by canonical equivalence, and objects with the same members in another order differ.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A number written as an integer that fits 64 bits.
    case integer(Int64)
    /// Any other number as its literal: a fraction, an exponent, `-0`, an integer beyond 64 bits.
    /// Always matches the grammar of RFC 8259, section 6.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): sameBytes(left, right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension JSONValue {
    /// What faults call a value of this kind.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Whether two texts are the same UTF-8 bytes. Swift's `==` also holds for texts that differ in
/// normalisation, which JSON keeps apart.
func sameBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
}
