/// One thing that is wrong with a document: where (RFC 6901 pointer), what (a stable code for
/// programs) and how to mend it (a sentence for people, without personal data from the document).
package struct JSONFault: Error, Hashable, Sendable {
    /// Empty for the document as a whole.
    package let pointer: String
    package let code: Code
    package let message: String

    package init(pointer: String, code: Code, message: String) {
        self.pointer = pointer
        self.code = code
        self.message = message
    }

    /// What programs tell faults apart by. The raw values are published: never change one.
    package struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package init(stringLiteral value: String) { rawValue = value }

        package static let missing: Code = "missing"
        package static let wrongType: Code = "wrong_type"
        /// A number with a fraction or an exponent where an integer belongs.
        package static let notAnInteger: Code = "not_an_integer"
        package static let tooLarge: Code = "too_large"
        package static let tooSmall: Code = "too_small"
        package static let negative: Code = "negative"
        package static let unknownMember: Code = "unknown_member"
        package static let tooShort: Code = "too_short"
        package static let tooLong: Code = "too_long"
        /// Text that is not of the form the message tells.
        package static let badFormat: Code = "bad_format"
        /// A value that is none of those the message lists.
        package static let notAllowed: Code = "not_allowed"
        /// Two values that must differ are the same.
        package static let repeated: Code = "repeated"
        /// Two values that must agree do not, or exclude each other.
        package static let contradiction: Code = "contradiction"
    }
}

/// Everything that is wrong with a document, at least one fault, in the order it was met.
package struct JSONFaults: Error, Hashable, Sendable {
    package let faults: [JSONFault]

    /// Traps without a fault: a refusal says why.
    package init(_ faults: [JSONFault]) {
        precondition(!faults.isEmpty, "a refusal has a fault")
        self.faults = faults
    }
}
