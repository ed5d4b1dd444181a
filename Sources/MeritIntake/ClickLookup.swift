import MeritCore
import MeritJournal
import MeritStore
import MeritToken

/// Finds out what an order's click id is worth.
struct ClickLookup: Sendable {
    let journal: Journal
    let store: Store
    let clock: ServiceClock

    /// How long to wait until a recorded click is applied, where only the store can say which token
    /// it was given for.
    static let appliedWaitMax = Milliseconds.seconds(10)
    /// How long to wait for a click that was answered before it was durable.
    static let durableWaitMax = Milliseconds.seconds(2)
    /// Former runs that are asked whether an id of theirs was lost.
    private static let formerRunsMax = 16

    /// Why nothing can be said yet.
    enum Fault: Error {
        case notApplied
        case store(StoreError)
    }

    /// `token` is the claim of the same event's token where its tag verifies; `isNamed` says
    /// whether it names a token at all.
    func evidence(
        _ text: String, token: NamedToken, key: ClickKey
    ) async throws(Fault) -> ClickEvidence {
        guard let id = ClickID(text), id.node == journal.node, id.sequence > .zero else {
            return .unknown
        }
        switch token {
        case .rejected: return .mismatch
        case .verified(let claim):
            await waitUntilDurable(id.sequence)
            return evidence(id, claim, key)
        case .none: break
        }
        await waitUntilDurable(id.sequence)
        guard id.sequence <= journal.durable.sequence else { return .unknown }
        guard let claim = try await recordedClaim(id.sequence) else { return .unknown }
        return evidence(id, claim, key)
    }

    /// The token that stands beside a click id.
    enum NamedToken: Sendable {
        case none
        case rejected
        case verified(TokenClaim)
    }

    /// A tag covers the run that gave the sequence out. One that verifies only under a former run
    /// names a click that was lost with the end of that run.
    private func evidence(
        _ id: ClickID, _ claim: TokenClaim, _ key: ClickKey
    ) -> ClickEvidence {
        guard id.sequence <= journal.durable.sequence, let run = journal.run(of: id.sequence) else {
            return .unknown
        }
        if key.verify(id, run: run, claim: claim) {
            return .verified(Alias(click: id.sequence, of: id.node))
        }
        let former = journal.runs.filter { $0.first <= id.sequence && $0.run != run }
        let wasLost = former.suffix(Self.formerRunsMax).contains {
            key.verify(id, run: $0.run, claim: claim)
        }
        return wasLost ? .unknown : .mismatch
    }

    private func waitUntilDurable(_ sequence: Sequence) async {
        guard sequence > journal.durable.sequence else { return }
        let journal = journal
        _ = await clock.wait(atMost: Self.durableWaitMax) {
            await journal.waitUntilDurable(after: Sequence(sequence.value - 1))
        }
    }

    private func recordedClaim(_ sequence: Sequence) async throws(Fault) -> TokenClaim? {
        let store = store
        if store.cursor.mark.sequence < sequence {
            _ = await clock.wait(atMost: Self.appliedWaitMax) {
                // A store that stopped shows below, where it is asked.
                try? await store.waitUntilApplied(sequence)
            }
        }
        guard store.cursor.mark.sequence >= sequence else { throw .notApplied }
        do throws(StoreError) {
            return try store.click(sequence)
        } catch {
            throw .store(error)
        }
    }
}
