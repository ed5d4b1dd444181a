import ArgumentParser

/// What an API key is good for, by name: one scope, or several separated by commas.
struct ScopeNames: ExpressibleByArgument, Hashable, Sendable {
    let names: [String]

    static let known = [
        "admin", "directory", "links", "policies", "import", "finance", "reports", "identifiers",
        "metrics",
    ]

    init?(argument: String) {
        names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ Self.known.contains($0) }) else { return nil }
    }
}
