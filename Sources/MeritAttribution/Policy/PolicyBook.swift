package import MeritCore

/// The published policies.
package struct PolicyBook: Hashable, Sendable {
    /// In the order they were published.
    package private(set) var rows: [PolicyRow] = []

    package init() {}

    /// Adds a policy published after all others.
    package mutating func append(_ row: PolicyRow) { rows.append(row) }

    package func policy(_ id: PolicyID) -> Policy? { rows.first { $0.policy.id == id }?.policy }

    /// The policy in force for an order created at `createdAt`: of those in effect by then the one
    /// with the latest `effectiveFrom`, of equal ones the last published. Nil where none was.
    package func inForce(createdAt: Timestamp) -> Policy? {
        var latest: Policy?
        for row in rows where row.policy.effectiveFrom <= createdAt {
            if let latest, row.policy.effectiveFrom < latest.effectiveFrom { continue }
            latest = row.policy
        }
        return latest
    }
}
