/// What an API key is good for.
package enum Scope: String, CaseIterable, Sendable {
    /// Everything.
    case admin
    /// Departments, staff, the calendar, customers' identities.
    case directory
    /// Links and tokens.
    case links
    /// Policies and their re-runs.
    case policies
    /// Orders, touches, contacts and hand-overs from files, bad records.
    case `import`
    /// Proofs, ledger entries, adjustments, closing.
    case finance
    case reports
    /// Customers' identifiers in clear, where they are held at all.
    case identifiers
    case metrics
}
