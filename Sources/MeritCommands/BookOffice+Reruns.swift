import MeritAttribution
import MeritCore

extension BookOffice {
    /// A re-run is of a published policy, over at least one day.
    func propose(_ command: RerunProposed) throws(Lookup.Failure) -> CommandOutcome {
        guard let proposer = person(of: command.actor) else { return personRequired }
        guard directory.policies.policy(command.policy) != nil else {
            return .refused(
                .unknownPolicy, "There is no policy \(command.policy): publish it first.")
        }
        guard command.from <= command.to else {
            return .refused(
                .rerunEmpty,
                "No day lies from \(command.from) to \(command.to): swap the two days.")
        }
        let last = try lookup.lastRerun()?.value ?? 0
        guard last < UInt32.max else {
            return .refused(.numbersExhausted, "There is no number left for a re-run.")
        }
        let number = RerunNumber(last + 1)
        let row = RerunRow(
            number: number, recorded: sequence, recordedAt: at, policy: command.policy,
            from: command.from, to: command.to, proposer: proposer,
            reason: command.personal?.reason)
        return .accepted(.rerun(row), number: .rerun(number))
    }

    /// A re-run is resolved once: approved by a second person, or declined by anybody.
    func resolve(_ command: RerunResolved) throws(Lookup.Failure) -> CommandOutcome {
        guard let resolver = person(of: command.actor) else { return personRequired }
        guard let row = try lookup.rerun(command.rerun) else {
            return .refused(.unknownRerun, "There is no re-run \(command.rerun.value).")
        }
        guard row.state == .open else {
            return .refused(
                .rerunClosed,
                "Re-run \(row.number.value) was \(row.state.name) already: propose another one.")
        }
        if command.resolution == .approved,
            let refusal = twoPersonRefusal(row.proposer, resolver, since: startOfThisMonth)
        {
            return refusal
        }
        return .accepted(
            .rerun(row.resolved(command.resolution, by: resolver, sequence: sequence, at: at)))
    }
}
