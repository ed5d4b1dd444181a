import MeritAttribution
import MeritCore

extension MeritAttribution.Directory {
    /// Whether the directory says already what the command asks: a row of the same start, or
    /// without a start the row that holds at `now`, has the same content.
    func alreadySays(_ command: StaffSet, at now: Timestamp) -> Bool {
        guard let timeline = timeline(of: command.staff),
            let row = timeline.row(from: command.effectiveFrom, now)
        else { return false }
        return row.department == command.department && row.employedFrom == command.employedFrom
            && row.employedTo == command.employedTo && row.successor == command.successor
            && row.role == command.role && row.name == command.personal?.name
            && row.userID == command.personal?.userID
            && Set(row.aliases) == Set(command.personal?.aliases ?? [])
    }

    /// As for a staff member.
    func alreadySays(_ command: DepartmentSet, at now: Timestamp) -> Bool {
        guard let timeline = timeline(of: command.department),
            let row = timeline.row(from: command.effectiveFrom, now)
        else { return false }
        return row.name == command.name && row.parent == command.parent
            && row.store == command.store
    }
}

/// A row and the moment that it states, or stands for, as its beginning.
struct StartedRow<Row> {
    let start: Timestamp
    let row: Row
}

extension Timeline {
    /// The rows that hold at some time, rising by start. A row that another one of the same start
    /// replaced holds at none.
    var started: [StartedRow<Row>] {
        pieces.map { piece in
            let row = piece.row
            let first: Timestamp? = row == rows.first ? .distantPast : nil
            return StartedRow(start: row.effectiveFrom ?? first ?? row.recordedAt, row: row)
        }
    }

    /// The row that begins exactly at `start`; without a start the one that holds at `now`.
    fileprivate func row(from start: Timestamp?, _ now: Timestamp) -> Row? {
        guard let start else { return row(at: now) }
        return started.first { $0.start == start }?.row
    }
}
