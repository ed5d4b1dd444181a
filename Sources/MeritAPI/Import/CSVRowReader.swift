import MeritIntake
import MeritJSON

/// Reads the fields of one line; notes every fault and goes on.
struct CSVRowReader {
    let row: CSVRow
    private(set) var faults: [Problem.BodyFault] = []

    init(_ row: CSVRow) { self.row = row }

    /// The field as `parse` reads it, nil where it is empty or not there.
    mutating func optional<Value>(
        _ column: String, _ rule: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let field = row.fields[column], !field.isEmpty else { return nil }
        guard let value = parse(Self.withoutGuard(field)) else {
            note(column, .badFormat, "Give \(rule).")
            return nil
        }
        return value
    }

    mutating func required<Value>(
        _ column: String, _ rule: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = row.fields[column], !text.isEmpty else {
            note(column, .missing, "Required; give \(rule).")
            return nil
        }
        return optional(column, rule, parse)
    }

    mutating func note(_ column: String, _ code: JSONFault.Code, _ message: String) {
        faults.append(CSVTable.fault(row.line, column, code, message))
    }

    /// Exports put an apostrophe before text that a spreadsheet would take for a formula.
    private static func withoutGuard(_ text: String) -> String {
        let rest = text.dropFirst()
        let starts: Set<Character> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
        guard text.first == "'", let first = rest.first, starts.contains(first) else {
            return text
        }
        return String(rest)
    }
}
