import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON

/// One line of a table as the command that it is.
struct CommandLine: Sendable {
    let line: Int
    let fact: any Fact
    let payload: FactPayload
}

/// A table of commands on its way into the journal: all of it or, with faults, nothing.
struct CommandTable: Sendable {
    let lines: [CommandLine]

    /// Facts appended next to one another.
    private static let submissionMax = 500

    private struct Warning: Sendable {
        let line: Int
        let warning: CommandWarning
    }

    /// Checks every line as if those above it were applied, then appends them all, unless the
    /// query says `dry_run=true`; answers when they are applied.
    func respond(to call: APICall, _ query: Query) async throws(Problem) -> Response {
        let isTrial = try query.optional("dry_run", "true or false") { Bool($0) } ?? false
        let warnings = try checked(call)
        if !isTrial { try await append(call) }
        return Answer.object { writer in
            writer.member("lines", lines.count)
            writer.member("accepted", isTrial ? 0 : lines.count)
            writer.member("dry_run", isTrial)
            writer.array("warnings", warnings) { writer, warning in
                writer.object { writer in
                    writer.member("line", warning.line)
                    writer.member("code", warning.warning.code.rawValue)
                    writer.member("message", warning.warning.message)
                }
            }
        }
    }

    private func checked(_ call: APICall) throws(Problem) -> [Warning] {
        var directory = call.directory
        var faults: [Problem.BodyFault] = []
        var warnings: [Warning] = []
        let now = call.now
        for line in lines {
            let outcome = outcome(
                of: line.payload, at: now, sequence: .zero, in: directory, latestJudged: { nil })
            switch outcome {
            case .accepted(let changes, let result)?:
                for change in changes { directory.apply(change) }
                warnings += result.warnings.map { Warning(line: line.line, warning: $0) }
            case .refused(let refusal)?:
                faults.append(
                    CSVTable.fault(
                        line.line, "", JSONFault.Code(rawValue: refusal.code.rawValue),
                        refusal.message))
            case nil: throw Problem(.internalError)
            }
        }
        guard faults.isEmpty else { throw Problem(.bodyInvalid, faults: faults) }
        return warnings
    }

    private func append(_ call: APICall) async throws(Problem) {
        var rest = lines[...]
        var firsts: [(first: Sequence, lines: ArraySlice<CommandLine>)] = []
        while !rest.isEmpty {
            let part = rest.prefix(Self.submissionMax)
            firsts.append((try await call.record(part.map(\.fact)), part))
            rest = rest.dropFirst(Self.submissionMax)
        }
        for (first, part) in firsts {
            for (offset, line) in part.enumerated() {
                let sequence = first.advanced(by: UInt64(offset))
                do throws(Problem) {
                    _ = try await call.outcome(at: sequence)
                } catch {
                    // Something changed between the check and the journal.
                    throw Problem(
                        error.code, detail: "Line \(line.line): \(error.detail ?? "")",
                        faults: error.faults)
                }
            }
            await call.waitForTable(first.advanced(by: UInt64(part.count - 1)))
        }
    }
}
