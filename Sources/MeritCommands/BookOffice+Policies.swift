import MeritAttribution
import MeritCore
import MeritJSON

extension BookOffice {
    /// A policy's id is new, its document is one this build honours whole, and no order that was
    /// created or judged at or after its `effective_from` has a decision.
    func publish(_ command: PolicyPublished) throws(Lookup.Failure) -> CommandOutcome {
        let policy: Policy
        do throws(JSONFaults) {
            policy = try Policy(document: command.document)
        } catch {
            return .refused(
                CommandRefusal(
                    code: .policyInvalid, message: "The policy has faults.",
                    details: error.faults.map { "\($0.pointer): \($0.message)" }))
        }
        guard directory.policies.policy(policy.id) == nil else {
            return .refused(
                CommandRefusal(
                    code: .policyExists,
                    message: """
                        A policy \(policy.id) was published already; published versions are \
                        immutable: choose another id.
                        """))
        }
        if let judged = try lookup.latestJudged(), judged >= policy.effectiveFrom {
            return .refused(
                CommandRefusal(
                    code: .policyBackdated,
                    message: """
                        Orders up to \(judged.rfc3339) are judged already; effective_from has to \
                        be later than that.
                        """))
        }
        return .accepted(
            .policy(PolicyRow(recorded: sequence, recordedAt: at, policy: policy)))
    }
}
