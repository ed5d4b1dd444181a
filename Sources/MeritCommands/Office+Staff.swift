import MeritAttribution
import MeritCore

extension Office {
    /// A staff member's department is known, employment ends no earlier than it begins, and a
    /// department has at most one house account at any time.
    func set(_ command: StaffSet) throws(CommandRefusal) -> CommandOutcome {
        guard directory.knows(command.department) else {
            throw CommandRefusal(
                code: .unknownDepartment,
                message: "There is no department \(command.department): set it first.")
        }
        if let from = command.employedFrom, let to = command.employedTo, to < from {
            throw CommandRefusal(
                code: .employmentReversed,
                message: "employed_to \(to.rfc3339) lies before employed_from \(from.rfc3339).")
        }
        let row = staffRow(command)
        if let other = otherHouseAccount(beside: row) {
            throw CommandRefusal(
                code: .houseExists,
                message: """
                    Department \(other.row.department) has the house account \
                    \(other.row.staff.value) at that time; a department has at most one.
                    """)
        }
        return .accepted(.staff(row), warnings: successorWarnings(row))
    }

    private func staffRow(_ command: StaffSet) -> StaffRow {
        StaffRow(
            recorded: sequence, recordedAt: at, staff: command.staff,
            department: command.department, employedFrom: command.employedFrom,
            employedTo: command.employedTo, successor: command.successor, role: command.role,
            effectiveFrom: command.effectiveFrom, name: command.personal?.name ?? "",
            userID: command.personal?.userID, aliases: command.personal?.aliases ?? [])
    }

    func revoke(_ command: StaffRevocation) throws(CommandRefusal) -> CommandOutcome {
        guard directory.knows(command.staff) else {
            throw CommandRefusal(
                code: .unknownStaff,
                message: "There is no staff member \(command.staff.value).")
        }
        return .accepted(
            .staffRevocation(
                StaffRevocationRow(
                    recorded: sequence, recordedAt: at, staff: command.staff,
                    change: command.change)))
    }

    /// A time in which somebody else is the house account of a department whose house account
    /// the staff member is too with the new row; nil: there is none.
    private func otherHouseAccount(beside row: StaffRow) -> Timeline<StaffRow>.Piece? {
        let own = directory.timeline(of: row.staff).with(row)
        for piece in own.pieces where piece.row.role == .houseAccount {
            let department = piece.row.department
            for staff in directory.houseAccounts(everOf: department) where staff != row.staff {
                let clash = directory.timeline(of: staff)?.pieces.first { other in
                    other.row.role == .houseAccount && other.row.department == department
                        && other.overlaps(piece)
                }
                if let clash { return clash }
            }
        }
        return nil
    }

    /// Whether the named successors lead back, as they stand when the row begins to hold.
    private func successorWarnings(_ row: StaffRow) -> [CommandWarning] {
        let moment = row.effectiveFrom ?? row.recordedAt
        var chain = [row.staff]
        var next = row.successor
        while let staff = next {
            chain.append(staff)
            if staff == row.staff {
                let names = chain.map { String($0.value) }.joined(separator: " → ")
                return [
                    CommandWarning(
                        code: .successorCycle,
                        message: "The successors go round in a circle: \(names).")
                ]
            }
            // A circle further on, not through this staff member, was told when it was closed.
            if chain.dropLast().contains(staff) { return [] }
            next = directory.staff(staff, at: moment)?.successor
        }
        return []
    }
}
