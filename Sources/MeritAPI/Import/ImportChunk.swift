import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON

/// One part of a file of JSON Lines: whole lines, the first of which has a number in the file.
/// Read, recorded and forgotten as it comes in.
struct ImportChunk: Sendable {
    let source: Intake.ImportSource
    let firstLine: UInt32
    let run: ImportRun

    /// The names in the query of every import of lines.
    static let parameters: Set = ["file", "first_line", "dry_run"]

    /// Of a request's body.
    static let bytesMax = 8 << 20
    /// Of one line; a longer one is bad without being read further.
    static let lineBytesMax = 256 * 1_024
    /// Lines recorded at once.
    private static let linesAtOnceMax = 500

    /// Reads the query's `file` (the file's SHA-256), `first_line` and `dry_run`.
    init(
        _ query: Query, _ call: APICall, _ content: Intake.ImportSource.Content
    ) throws(Problem) {
        let file = try query.required("file", "the file's SHA-256 in hexadecimal") {
            Digest(hex: $0)
        }
        let first = try query.optional("first_line", "a whole number from 1 on") { text in
            UInt32(text).flatMap { $0 > 0 ? $0 : nil }
        }
        source = Intake.ImportSource(actor: call.actor, file: file, content: content)
        firstLine = first ?? 1
        run = try ImportRun(query)
    }

    private struct Count {
        var lines = 0
        var byName: [String: Int] = [:]
        /// Every line that is neither accepted nor a repeat.
        var listed: [(line: UInt32, outcome: LineOutcome)] = []
    }

    /// Records the body's lines, or in a dry run only tells what would become of them; where it
    /// throws, any of them may be recorded, and the same body again does no harm.
    func respond(to call: APICall) async throws(Problem) -> Response {
        let body = try await call.request.body(atMost: Self.bytesMax)
        var count = Count()
        var lines: [ImportLine] = []
        for line in Self.lines(of: body, from: firstLine) {
            lines.append(line)
            guard lines.count == Self.linesAtOnceMax else { continue }
            try await take(lines, call, &count)
            lines.removeAll(keepingCapacity: true)
        }
        if !lines.isEmpty { try await take(lines, call, &count) }
        return answer(count)
    }

    /// Cut at LF, a CR before it cut off; empty lines are counted and passed over.
    private static func lines(of body: [UInt8], from first: UInt32) -> [ImportLine] {
        var number = first
        return body.split(separator: 0x0a, omittingEmptySubsequences: false).compactMap { part in
            defer { number += 1 }
            let line = part.last == 0x0d ? part.dropLast() : part
            return line.isEmpty ? nil : ImportLine(number: number, bytes: line)
        }
    }

    private func take(
        _ lines: [ImportLine], _ call: APICall, _ count: inout Count
    ) async throws(Problem) {
        let outcomes: [LineOutcome]
        do throws(IntakeRefusal) {
            switch run {
            case .imports: outcomes = try await call.intake.importLines(lines, from: source)
            case .rehearses: outcomes = try await call.intake.rehearse(lines, from: source)
            }
        } catch {
            throw error.problem
        }
        for (line, outcome) in zip(lines, outcomes) {
            count.lines += 1
            count.byName[outcome.name, default: 0] += 1
            switch outcome {
            case .accepted, .duplicate: break
            case .conflict, .bad: count.listed.append((line.number, outcome))
            }
        }
    }

    private func answer(_ count: Count) -> Response {
        Answer.object { writer in
            writer.member("lines", count.lines)
            writer.member("dry_run", run == .rehearses)
            for name in ["accepted", "duplicate", "conflict", "bad"] {
                writer.member(name, count.byName[name] ?? 0)
            }
            writer.array("outcomes", count.listed) { writer, listed in
                writer.object { writer in
                    writer.member("line", listed.line)
                    writer.member("outcome", listed.outcome.name)
                    guard case .bad(let faults) = listed.outcome else { return }
                    writer.array("errors", faults.faults.prefix(Problem.faultsMax)) {
                        $0.write(Problem.BodyFault($1))
                    }
                }
            }
        }
    }
}
