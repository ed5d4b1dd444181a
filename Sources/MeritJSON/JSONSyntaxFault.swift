/// Why bytes are not a JSON document within its limits.
package struct JSONSyntaxFault: Error, Hashable, Sendable {
    package let reason: Reason
    /// The byte at which it shows, counted from 0.
    package let offset: Int
    /// RFC 6901 pointer of the value that was being read.
    package let pointer: String

    package enum Reason: String, CaseIterable, Sendable {
        case tooManyBytes = "too_many_bytes"
        case tooDeep = "too_deep"
        case tooManyMembers = "too_many_members"
        case stringTooLong = "string_too_long"
        case byteOrderMark = "byte_order_mark"
        case invalidUTF8 = "invalid_utf8"
        case loneSurrogate = "lone_surrogate"
        case invalidEscape = "invalid_escape"
        case controlCharacter = "control_character"
        case invalidNumber = "invalid_number"
        case duplicateMember = "duplicate_member"
        case unexpectedByte = "unexpected_byte"
        case unexpectedEnd = "unexpected_end"
        case trailingContent = "trailing_content"
    }

    /// The same as a fault of a document, with the reason as its code.
    package var fault: JSONFault {
        JSONFault(
            pointer: pointer, code: JSONFault.Code(rawValue: reason.rawValue),
            message: "\(reason.message) (byte \(offset))")
    }
}

extension JSONSyntaxFault.Reason {
    fileprivate var message: String {
        switch self {
        case .tooManyBytes: "The document is longer than allowed; send less at once."
        case .tooDeep: "Arrays and objects are nested deeper than allowed."
        case .tooManyMembers: "There are more members and elements than allowed."
        case .stringTooLong: "The string, key or number is longer than allowed."
        case .byteOrderMark: "Send UTF-8 without a byte order mark."
        case .invalidUTF8: "Send UTF-8; these bytes are not."
        case .loneSurrogate: "A \\u escape of half a surrogate pair; write both halves or UTF-8."
        case .invalidEscape: "Escape with \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u + 4 hex digits."
        case .controlCharacter: "Escape control characters in strings, for example as \\n."
        case .invalidNumber: "Not a number of JSON: no plus sign, no leading 0 or '.', no NaN."
        case .duplicateMember: "The key stands in this object already; give each key once."
        case .unexpectedByte: "Not JSON here; look for a missing comma, colon, quote or bracket."
        case .unexpectedEnd: "The document ends before its value does."
        case .trailingContent: "Something follows the document's value; send one value."
        }
    }
}
