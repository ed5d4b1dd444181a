extension JSONForm where Value == Int64 {
    /// An integer of `range`, written without fraction and exponent: `5.0` and `1e3` are faults,
    /// because a sender that writes them computes with floating point. `-0` is 0.
    package static func integer(_ range: ClosedRange<Int64>) -> JSONForm {
        let expected = "an integer from \(range.lowerBound) to \(range.upperBound)"
        return JSONForm(expected) { node, reader in
            switch node.value {
            case .integer(let value)?:
                return reader.bounded(value, to: range, at: node)
            case .number(let literal)?:
                return reader.integer(fromLiteral: literal, range, at: node)
            default:
                reader.wrongType(node, expected: expected)
                return nil
            }
        }
    }

    /// 0 … 2⁵³, the integers that every JSON reader keeps exact.
    package static var exactCount: JSONForm { .integer(0...1 << 53) }
}

extension JSONReader {
    fileprivate mutating func bounded(
        _ value: Int64, to range: ClosedRange<Int64>, at node: JSONNode
    ) -> Int64? {
        if value > range.upperBound {
            note(.tooLarge, at: node, "At most \(range.upperBound).")
        } else if value < 0, range.lowerBound >= 0 {
            note(.negative, at: node, "Not below \(range.lowerBound).")
        } else if value < range.lowerBound {
            note(.tooSmall, at: node, "At least \(range.lowerBound).")
        } else {
            return value
        }
        return nil
    }

    /// `literal` is a number that the parser could not keep as a 64-bit integer.
    fileprivate mutating func integer(
        fromLiteral literal: String, _ range: ClosedRange<Int64>, at node: JSONNode
    ) -> Int64? {
        guard !literal.utf8.contains(where: { $0 == 0x2e || $0 | 0x20 == 0x65 }) else {
            note(
                .notAnInteger, at: node,
                "An integer without '.' and exponent; money is in minor units (19900, not 199.00).")
            return nil
        }
        guard literal != "-0" else { return bounded(0, to: range, at: node) }
        return bounded(literal.utf8.first == 0x2d ? .min : .max, to: range, at: node)
    }
}
