/// What an API key is good for.
package enum Scope: String, CaseIterable, Sendable {
    /// Everything.
    case admin
    /// Departments and staff.
    case directory
    /// Links and tokens.
    case links
    case policies
    /// Orders and touches from files, bad records.
    case `import`
    /// Proofs and ledger entries.
    case finance
    case reports
    /// Customers' identifiers in clear, where they are held at all.
    case identifiers
    case metrics
}
