import MeritAttribution
import MeritCore

extension BookOffice {
    /// Only what is bound can be split. A split whose aliases were erased splits nothing.
    func split(_ command: IdentitySplit) throws(Lookup.Failure) -> CommandOutcome {
        guard let aliases = command.personal else { return .accepted([], CommandResult()) }
        switch try lookup.binding(aliases.left, aliases.right) {
        case .bound:
            return .accepted(
                .split(
                    SplitRow(recorded: sequence, left: aliases.left, right: aliases.right)))
        case .notBound:
            return .refused(
                .notBound,
                """
                No fact binds this \(aliases.left.kind.name) to this \(aliases.right.kind.name) \
                directly, or it was split already: split where the two were named together.
                """)
        }
    }
}
