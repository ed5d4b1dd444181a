package import MeritCore

extension Directory {
    /// This directory with other policies, for a simulation: nothing is published.
    package func simulating(_ policies: PolicyBook) -> Directory {
        var directory = self
        directory.policies = policies
        return directory
    }

    /// Whether the staff member's tokens were ever rejected, or accepted again.
    package func wasRevoked(_ staff: StaffNumber) -> Bool {
        !(staffRevocations[staff] ?? []).isEmpty
    }
}
