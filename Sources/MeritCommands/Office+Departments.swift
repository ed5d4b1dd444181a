import MeritAttribution
import MeritCore

extension Office {
    /// A department's parent is known and never below the department, at no time.
    func set(_ command: DepartmentSet) throws(CommandRefusal) -> CommandOutcome {
        let row = DepartmentRow(
            recorded: sequence, recordedAt: at, department: command.department,
            name: command.name, parent: command.parent, store: command.store,
            effectiveFrom: command.effectiveFrom)
        if let parent = command.parent {
            guard parent == command.department || directory.knows(parent) else {
                throw CommandRefusal(
                    code: .unknownDepartment,
                    message: "The parent \(parent) is no department yet: set it first.")
            }
        }
        guard !isCircle(with: row) else {
            throw CommandRefusal(
                code: .departmentCycle,
                message: """
                    With the parent \(command.parent?.value ?? "none") the department \
                    \(command.department) would stand below itself.
                    """)
        }
        return .accepted(.department(row), warnings: storeWarnings(row))
    }

    /// Whether the department would stand below itself at some time. Only rows that lie on a way
    /// up from it can close a circle, so only their starts are looked at, and the directory with
    /// the new row is only made where there is such a way.
    private func isCircle(with row: DepartmentRow) -> Bool {
        let above = everAbove(row)
        guard above.contains(row.department) else { return false }
        var after = directory
        after.apply(.department(row))
        let starts = above.flatMap { after.timeline(of: $0)?.pieces.map(\.from) ?? [] }
        return Set(starts).contains { moment in
            guard let parent = after.department(row.department, at: moment)?.parent else {
                return false
            }
            return after.isBelow(parent, row.department, at: moment)
        }
    }

    /// The departments that ever stand above this one, by any of its rows and any of theirs;
    /// itself only where a row leads back to it.
    private func everAbove(_ row: DepartmentRow) -> Set<DepartmentCode> {
        var found: Set<DepartmentCode> = []
        var open = [row.parent].compactMap(\.self)
        open += directory.rows(of: row.department).compactMap(\.parent)
        while let code = open.popLast() {
            guard found.insert(code).inserted else { continue }
            open += directory.rows(of: code).compactMap(\.parent)
        }
        return found
    }

    /// Another department that is the same store at the same time is most likely a mistake: orders
    /// of the store then go to the first of them by code.
    private func storeWarnings(_ row: DepartmentRow) -> [CommandWarning] {
        guard let store = row.store else { return [] }
        let own = directory.timeline(of: row.department).with(row).pieces
        let others = directory.departments(everOfStore: store).filter { code in
            guard code != row.department, let other = directory.timeline(of: code) else {
                return false
            }
            return own.contains { piece in
                piece.row.store == store
                    && other.pieces.contains { $0.row.store == store && $0.overlaps(piece) }
            }
        }
        return others.map { code in
            CommandWarning(
                code: .storeShared,
                message: "The store \(store) is also department \(code) at the same time.")
        }
    }
}
