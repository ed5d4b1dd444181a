package import MeritJSON

/// One line of a file that is imported.
package struct ImportLine: Sendable {
    /// 1 is the file's first line.
    package let number: UInt32
    package let bytes: ArraySlice<UInt8>

    package init(number: UInt32, bytes: ArraySlice<UInt8>) {
        self.number = number
        self.bytes = bytes
    }
}

/// What became of one imported line, or would become of it.
package enum LineOutcome: Sendable {
    case accepted
    case duplicate
    /// Another content is recorded under the line's id; kept as a bad record.
    case conflict
    /// Not what it has to be; kept as a bad record.
    case bad(JSONFaults)

    /// The name in answers.
    package var name: String {
        switch self {
        case .accepted: "accepted"
        case .duplicate: "duplicate"
        case .conflict: "conflict"
        case .bad: "bad"
        }
    }
}

/// What a line, or a bad record's body, is.
package enum LineReading: Sendable {
    case item(IntakeItem)
    case faulty(JSONFaults)
}
