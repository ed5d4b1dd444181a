import MeritIntake
import MeritJSON

/// A table as people export it: RFC 4180 with a header line, UTF-8, with or without byte order
/// mark, lines ended by LF or CRLF. Empty lines are passed over.
struct CSVTable: Sendable {
    let rows: [CSVRow]

    static let bytesMax = 16 << 20
    static let rowsMax = 100_000

    /// Reads `text`, whose columns are among `known` and include `required`; all faults at once.
    init(_ text: String, required: [String], known: [String]) throws(Problem) {
        var scanner = CSVScanner(text)
        guard let header = scanner.next() else {
            throw Self.problem(1, "", .missing, "The first line names the columns.")
        }
        var faults = Self.faults(inHeader: header, required, known)
        var rows: [CSVRow] = []
        while faults.isEmpty, let record = scanner.next() {
            guard rows.count < Self.rowsMax else {
                throw Self.problem(record.line, "", .tooLong, "At most \(Self.rowsMax) lines.")
            }
            if record.fields == [""] { continue }
            guard record.fields.count == header.fields.count else {
                faults.append(
                    Self.fault(
                        record.line, "", .badFormat,
                        "\(header.fields.count) fields, as in the first line; here are "
                            + "\(record.fields.count)."))
                continue
            }
            rows.append(
                CSVRow(
                    line: record.line,
                    fields: Dictionary(uniqueKeysWithValues: zip(header.fields, record.fields))))
        }
        if let line = scanner.brokenLine {
            faults.append(Self.fault(line, "", .badFormat, "A quoted field that does not end."))
        }
        guard faults.isEmpty else { throw Problem(.bodyInvalid, faults: faults) }
        self.rows = rows
    }

    private static func faults(
        inHeader header: CSVScanner.Record, _ required: [String], _ known: [String]
    ) -> [Problem.BodyFault] {
        var faults: [Problem.BodyFault] = []
        var seen: Set<String> = []
        for name in header.fields {
            if !known.contains(name) {
                let list = known.joined(separator: ", ")
                faults.append(
                    fault(header.line, "", .unknownMember, "An unknown column; known: \(list)."))
            } else if !seen.insert(name).inserted {
                faults.append(fault(header.line, name, .repeated, "Each column once."))
            }
        }
        for name in required where !seen.contains(name) {
            faults.append(fault(header.line, name, .missing, "This column is required."))
        }
        return faults
    }

    static func fault(
        _ line: Int, _ column: String, _ code: JSONFault.Code, _ message: String
    ) -> Problem.BodyFault {
        let pointer = column.isEmpty ? "" : "/\(column)"
        return Problem.BodyFault(
            line: line, JSONFault(pointer: pointer, code: code, message: message))
    }

    private static func problem(
        _ line: Int, _ column: String, _ code: JSONFault.Code, _ message: String
    ) -> Problem {
        Problem(.bodyInvalid, faults: [fault(line, column, code, message)])
    }
}

/// One line of a table.
struct CSVRow: Sendable {
    /// Where it begins; 1 is the file's first line.
    let line: Int
    let fields: [String: String]
}
