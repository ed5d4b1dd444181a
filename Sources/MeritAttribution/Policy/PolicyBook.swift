package import MeritCore

/// The published policies.
package struct PolicyBook: Hashable, Sendable {
    /// In the order they were published.
    package private(set) var rows: [PolicyRow] = []
    /// What a simulation tries instead; nil in the books themselves.
    private var draft: Draft?

    private struct Draft: Hashable, Sendable {
        let policy: Policy
        let orders: Range<Timestamp>
    }

    package init() {}

    /// Adds a policy published after all others.
    package mutating func append(_ row: PolicyRow) { rows.append(row) }

    /// A published policy, or the draft of `replacing(with:createdFrom:to:)`, which comes first.
    package func policy(_ id: PolicyID) -> Policy? {
        if let draft, draft.policy.id == id { return draft.policy }
        return rows.first { $0.policy.id == id }?.policy
    }

    /// The policy in force for an order created at `createdAt`: of those in effect by then the one
    /// with the latest `effectiveFrom`, of equal ones the last published. Nil where none was.
    package func inForce(createdAt: Timestamp) -> Policy? {
        if let draft, draft.orders.contains(createdAt) { return draft.policy }
        var latest: Policy?
        for row in rows where row.policy.effectiveFrom <= createdAt {
            if let latest, row.policy.effectiveFrom < latest.effectiveFrom { continue }
            latest = row.policy
        }
        return latest
    }

    /// The first instant after `moment` from which another policy may be in force; nil: none.
    package func change(after moment: Timestamp) -> Timestamp? {
        var next: Timestamp?
        func offer(_ instant: Timestamp) {
            if instant > moment, next.map({ instant < $0 }) ?? true { next = instant }
        }
        for row in rows { offer(row.policy.effectiveFrom) }
        if let draft {
            offer(draft.orders.lowerBound)
            offer(draft.orders.upperBound)
        }
        return next
    }

    /// Whether any policy, or the draft, knows relations at all.
    package var bindsCustomers: Bool {
        draft?.policy.relation != nil || rows.contains { $0.policy.relation != nil }
    }

    /// This book with `draft` in force for every order created from `start` to before `end`,
    /// whatever its own `effectiveFrom` says; nothing is published. `rows` stay as they are. An
    /// empty or reversed range changes nothing but what `policy(_:)` finds.
    package func replacing(
        with draft: Policy, createdFrom start: Timestamp, to end: Timestamp
    ) -> PolicyBook {
        var book = self
        book.draft = Draft(policy: draft, orders: start..<max(start, end))
        return book
    }
}
