import MeritAttribution
import MeritCore

/// What a row of the directory changes for judgements: under which keys, from which moment on.
struct DirectoryEvidence {
    let keys: Set<ExaminedKey>
    let from: Timestamp
    /// The staff member who becomes a house account, or ceases to be one, at some moment.
    let turned: StaffNumber?

    /// Of a row that is recorded behind those of `former`. Nil where it tells nothing new, as
    /// imports of a whole directory bring them.
    init?(of row: StaffRow, over former: Timeline<StaffRow>?, in directory: Directory) {
        guard let change = RowChange(row, over: former, isAlike: Self.isAlike) else {
            return nil
        }
        var keys = [ExaminedKey(row.staff)]
        let rows = change.replaced + [row]
        for house in rows where house.role == .houseAccount {
            keys.append(ExaminedKey(house.department))
            keys += directory.rows(of: house.department).compactMap(\.store)
                .map { ExaminedKey($0) }
        }
        self.keys = Set(keys)
        from = change.from
        turned = Set(rows.map(\.role)).count > 1 ? row.staff : nil
    }

    init?(of row: DepartmentRow, over former: Timeline<DepartmentRow>?) {
        guard let change = RowChange(row, over: former, isAlike: Self.isAlike) else {
            return nil
        }
        let stores = (change.replaced + [row]).compactMap(\.store)
        keys = Set([ExaminedKey(row.department)] + stores.map { ExaminedKey($0) })
        from = change.from
        turned = nil
    }

    /// Of a staff member's tokens, from when they are rejected or accepted again.
    init(revocationOf staff: StaffNumber, at moment: Timestamp) {
        keys = [ExaminedKey(staff)]
        from = moment
        turned = nil
    }

    /// Of a link's tokens.
    init(revocationOf link: LinkNumber, at moment: Timestamp) {
        keys = [ExaminedKey(link)]
        from = moment
        turned = nil
    }

    /// A link is known from the beginning of time.
    init(creationOf link: LinkNumber) {
        keys = [ExaminedKey(link)]
        from = .distantPast
        turned = nil
    }

    private static func isAlike(_ left: StaffRow, _ right: StaffRow) -> Bool {
        left.department == right.department && left.employedFrom == right.employedFrom
            && left.employedTo == right.employedTo && left.successor == right.successor
            && left.role == right.role && Set(left.aliases) == Set(right.aliases)
    }

    private static func isAlike(_ left: DepartmentRow, _ right: DepartmentRow) -> Bool {
        left.parent == right.parent && left.store == right.store
    }
}

/// Where a dated row takes the place of others.
private struct RowChange<Row: DatedRow> {
    /// The first moment of which the directory says something else than before.
    let from: Timestamp
    /// The rows that hold no longer, in part or at all, and said something else.
    let replaced: [Row]

    /// Nil where the row says what its predecessors said of the same time.
    init?(_ row: Row, over former: Timeline<Row>?, isAlike: (Row, Row) -> Bool) {
        guard let former else {
            from = .distantPast
            replaced = []
            return
        }
        // The row holds in one stretch; where it is the earliest, also before its own start.
        let present = former.with(row)
        guard let holds = present.pieces.first(where: { $0.row == row }) else { return nil }
        let other = former.pieces.filter { $0.overlaps(holds) && !isAlike($0.row, row) }
        guard let earliest = other.first else { return nil }
        from = max(earliest.from, holds.from)
        replaced = other.map(\.row)
    }
}

extension Timeline {
    /// The timeline that the rows recorded before `sequence` make; nil where there are none.
    init?(_ rows: [Row], before sequence: Sequence) {
        let earlier = rows.filter { $0.recorded < sequence }
        guard let first = earlier.first else { return nil }
        self.init(first)
        for row in earlier.dropFirst() { append(row) }
    }

    /// The timeline with a row that is recorded behind all others.
    fileprivate func with(_ row: Row) -> Timeline {
        var timeline = self
        timeline.append(row)
        return timeline
    }
}
