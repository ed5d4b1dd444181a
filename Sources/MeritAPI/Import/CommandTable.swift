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

    /// What a table would do.
    private struct Plan: Sendable {
        /// The lines that say something new.
        var news: [CommandLine] = []
        var warnings: [Warning] = []
    }

    /// Checks every line as if those above it were applied, then appends those that say something
    /// new, unless the query says `dry_run=true`; answers when they are applied.
    func respond(to call: APICall, _ query: Query) async throws(Problem) -> Response {
        let run = try ImportRun(query)
        let plan = try plan(call)
        if run == .imports { try await append(plan.news, call) }
        return Answer.object { writer in
            writer.member("lines", lines.count)
            writer.member("accepted", plan.news.count)
            writer.member("unchanged", lines.count - plan.news.count)
            writer.member("dry_run", run == .rehearses)
            writer.array("warnings", plan.warnings) { writer, warning in
                writer.object { writer in
                    writer.member("line", warning.line)
                    writer.member("code", warning.warning.code.rawValue)
                    writer.member("message", warning.warning.message)
                }
            }
        }
    }

    private func plan(_ call: APICall) throws(Problem) -> Plan {
        var directory = call.directory
        var faults: [Problem.BodyFault] = []
        var plan = Plan()
        let now = call.now
        for line in lines {
            if Self.isKnown(line.payload, in: directory, at: now) { continue }
            plan.news.append(line)
            let outcome = outcome(
                of: line.payload, at: now, sequence: .zero, in: directory, lookup: NoBooks())
            switch outcome {
            case .accepted(let changes, let result)?:
                for change in changes { directory.apply(change) }
                plan.warnings += result.warnings.map { Warning(line: line.line, warning: $0) }
            case .refused(let refusal)?:
                faults.append(
                    CSVTable.fault(
                        line.line, "", JSONFault.Code(rawValue: refusal.code.rawValue),
                        refusal.message))
            case nil: throw Problem(.internalError)
            }
        }
        guard faults.isEmpty else { throw Problem(.bodyInvalid, faults: faults) }
        return plan
    }

    private static func isKnown(
        _ payload: FactPayload, in directory: MeritAttribution.Directory, at now: Timestamp
    ) -> Bool {
        switch payload {
        case .staffSet(let command): directory.alreadySays(command, at: now)
        case .departmentSet(let command): directory.alreadySays(command, at: now)
        default: false
        }
    }

    private func append(_ news: [CommandLine], _ call: APICall) async throws(Problem) {
        var rest = news[...]
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
