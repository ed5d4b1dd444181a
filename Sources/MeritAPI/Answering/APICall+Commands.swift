import Logging
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON
import MeritJournal
import MeritStore

/// What an accepted command gave, and where it is recorded.
struct CommandDone: Sendable {
    let sequence: Sequence
    let result: CommandResult
}

extension APICall {
    /// How long to wait until a command is applied, and until redirects go by it.
    static let outcomeWaitMax = Milliseconds.seconds(30)
    static let tableWaitMax = Milliseconds.seconds(10)
    static let settledWaitMax = Milliseconds.seconds(30)

    /// Appends a fact that asks, waits until it is applied, and gives its outcome.
    func run(_ command: some Fact) async throws(Problem) -> CommandDone {
        try await outcome(at: record([command]))
    }

    /// As `run(_:)`, and returns only when redirects go by it.
    func runForRedirects(_ command: some Fact) async throws(Problem) -> CommandDone {
        let done = try await run(command)
        await waitForTable(done.sequence)
        return done
    }

    /// Appends facts next to one another; the first one's sequence.
    func record(_ facts: [any Fact]) async throws(Problem) -> Sequence {
        do throws(JournalRefusal) {
            return try await intake.recorder.record(all: facts, class: .inbound)
        } catch {
            throw Problem(ErrorCode(error))
        }
    }

    func outcome(at sequence: Sequence) async throws(Problem) -> CommandDone {
        try await waitUntilApplied(sequence)
        switch try stored({ store throws(StoreError) in try store.outcome(of: sequence) })?.verdict
        {
        case .accepted(let result)?: return CommandDone(sequence: sequence, result: result)
        case .refused(let refusal)?: throw Problem(refusal)
        case nil: throw Problem(.internalError)
        }
    }

    /// Returns when everything up to `sequence` is applied.
    func waitUntilApplied(_ sequence: Sequence) async throws(Problem) {
        let store = store
        if store.cursor.mark.sequence >= sequence { return }
        _ = await intake.clock.wait(atMost: Self.outcomeWaitMax) {
            // A store that stopped shows right below: it has not applied the fact.
            try? await store.waitUntilApplied(sequence)
        }
        guard store.cursor.mark.sequence >= sequence else {
            throw Problem(
                .outcomePending, detail: "It is recorded as fact \(sequence.value).")
        }
    }

    /// Returns when everything durable by now is judged and posted, or after `settledWaitMax`: what
    /// was asked is done then all the same, and what is decided meanwhile is decided by the worker.
    func waitUntilSettled() async {
        let settled = parts.process.settled
        let end = await intake.clock.wait(atMost: Self.settledWaitMax) { await settled() }
        if end == .timedOut { logger.warning("the books do not settle") }
    }

    /// Returns when redirects go by everything up to `sequence`, or after `tableWaitMax`: what was
    /// asked is done then all the same.
    func waitForTable(_ sequence: Sequence) async {
        let tableCurrent = parts.process.tableCurrent
        let end = await intake.clock.wait(atMost: Self.tableWaitMax) {
            await tableCurrent(sequence)
        }
        if end == .timedOut { logger.warning("redirects do not yet go by a change") }
    }
}

extension Problem {
    /// A command that changed nothing.
    init(_ refusal: CommandRefusal) {
        let faults = refusal.details.map { detail in
            BodyFault(
                JSONFault(
                    pointer: "", code: JSONFault.Code(rawValue: refusal.code.rawValue),
                    message: detail))
        }
        self.init(ErrorCode(refusal.code), detail: refusal.message, faults: faults)
    }
}
