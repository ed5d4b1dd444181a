import MeritIntake

/// Whether an import does what its file says, or only tells what it would do.
enum ImportRun: Hashable, Sendable {
    case imports
    /// Every line is checked and nothing is recorded.
    case rehearses

    /// Reads the query's `dry_run`.
    init(_ query: Query) throws(Problem) {
        let isDry = try query.optional("dry_run", "true or false") { Bool($0) } ?? false
        self = isDry ? .rehearses : .imports
    }
}
