import MeritAttribution
package import MeritCore
package import MeritLedger

/// What one month of the books holds.
package struct PeriodFigures: Hashable, Sendable {
    package let period: Period
    /// How far its close has come; nil where nothing was posted, proposed or closed.
    package let row: PeriodRow?
    /// By currency and kind.
    package let money: [PeriodMoneyRow]
    /// By currency: every entry of the period, summed by a statement of its own.
    package let totals: [EntryTotal]
    /// What was imported while it ran.
    package let imports: [ImportRow]
    /// Entries of the period whose business time lies outside it, by number.
    package let late: [LateEntry]
}

/// Entries of a period, summed.
package struct PeriodMoneyRow: Hashable, Sendable {
    package let currency: Currency
    package let attribution: Attribution
    package let kind: EntryKind
    package let entries: Int
    package let amount: AmountSum
}

/// Facts of one kind that a person brought in from a file.
package struct ImportRow: Hashable, Sendable {
    package let kind: Kind
    package let file: Digest
    package let actor: Actor
    package let facts: Int
    /// When the first and the last of them were recorded.
    package let first: Timestamp
    package let last: Timestamp

    /// The raw value is what reports say.
    package enum Kind: String, Comparable, Sendable {
        case contacts
        case handOvers = "hand_overs"
        case orders
        case touches

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }
}

/// An entry that was posted to a later period than its business time is in.
package struct LateEntry: Hashable, Sendable {
    package let entry: LedgerEntry
    /// The period of its business time.
    package let businessPeriod: Period
}

extension Store {
    private static let money = Query(
        "report.periodMoney",
        """
        SELECT currency, staff = 0, kind, count(*), \(SplitSum.columns("amount_minor"))
        FROM entries WHERE period = ?
        GROUP BY currency, staff = 0, kind ORDER BY currency, staff = 0, kind
        """)
    private static let periodTotals = Query(
        "report.periodTotals",
        """
        SELECT currency, \(SplitSum.columns("amount_minor")) FROM entries
        WHERE period = ? GROUP BY currency ORDER BY currency
        """)
    private static let late = Query(
        "report.periodLate",
        """
        SELECT \(LedgerRows.columns) FROM entries e JOIN orders o ON o.number = e.order_number
        WHERE e.period = ? AND (e.business_at < ? OR e.business_at >= ?)
        ORDER BY e.number LIMIT ?
        """)
    private static let grouped = """
        door, person, file, count(*), min(recorded_at), max(recorded_at)
        """
    private static let touchImports = Query(
        "report.touchImports",
        """
        SELECT door, person, file, count(*), min(moment), max(moment) FROM (
            SELECT i.door, i.person, i.file, ifnull(t.recorded_at, t.touched_at) AS moment
            FROM touch_imports i JOIN touches t ON t.sequence = i.touch WHERE t.source = 17)
        WHERE moment >= ? AND moment < ? GROUP BY door, person, file
        """)
    private static let contactImports = Query(
        "report.contactImports",
        """
        SELECT \(grouped) FROM contact_changes
        WHERE file IS NOT NULL AND recorded_at >= ? AND recorded_at < ?
        GROUP BY door, person, file
        """)
    private static let handOverImports = Query(
        "report.handOverImports",
        """
        SELECT \(grouped) FROM hand_overs
        WHERE file IS NOT NULL AND recorded_at >= ? AND recorded_at < ?
        GROUP BY door, person, file
        """)
    private static let orderImports = Query(
        "report.orderImports",
        """
        SELECT sequence, recorded_at, version, body FROM order_events
        WHERE sequence > ? AND recorded_at >= ? AND recorded_at < ?
        ORDER BY sequence LIMIT ?
        """)

    /// Order events read in one snapshot.
    private static let orderEventsPage = 20_000

    /// What each of `periods` holds; at most `limit` late entries each. `days` are those of the
    /// basis. Imports of orders are read in as many short snapshots as it takes.
    package func periodFigures(
        _ periods: ClosedRange<Period>, on days: DayRange, limit: Int
    ) throws(StoreError) -> Reported<[PeriodFigures]> {
        let calendar = directory.calendar
        let all = (periods.lowerBound.index...periods.upperBound.index).map(Period.init(index:))
        let rows = Dictionary(uniqueKeysWithValues: try self.periods().map { ($0.period, $0) })
        var orders: [Period: [ImportRow]] = [:]
        for period in all {
            orders[period] = try orderImports(
                from: calendar.start(of: period), to: calendar.end(of: period))
        }
        return try reported(on: days) { connection throws(StoreError) in
            try all.map { period throws(StoreError) in
                try Self.figures(
                    of: period, rows[period], calendar, orders[period] ?? [], limit, connection)
            }
        }
    }

    private static func figures(
        of period: Period, _ row: PeriodRow?, _ calendar: BusinessCalendar,
        _ orderImports: [ImportRow], _ limit: Int, _ connection: Connection
    ) throws(StoreError) -> PeriodFigures {
        let start = calendar.start(of: period)
        let end = calendar.end(of: period)
        let late = try connection(late).all(period, start, end, limit) { row throws(StoreError) in
            try LedgerRows.entry(row)
        }
        let imports =
            try imports(.touches, touchImports, start, end, connection)
            + imports(.contacts, contactImports, start, end, connection)
            + imports(.handOvers, handOverImports, start, end, connection) + orderImports
        return PeriodFigures(
            period: period, row: row,
            money: try money(of: period, connection),
            totals: try connection(periodTotals).all(period) {
                EntryTotal(currency: $0.currency(0), amount: $0.sum(1))
            },
            imports: imports.sorted { ($0.first, $0.kind) < ($1.first, $1.kind) },
            late: late.map {
                LateEntry(entry: $0, businessPeriod: calendar.period(of: $0.at))
            })
    }

    private static func money(
        of period: Period, _ connection: Connection
    ) throws(StoreError) -> [PeriodMoneyRow] {
        try connection(money).all(period) { row throws(StoreError) in
            guard let kind = EntryKind(rawValue: UInt8(truncatingIfNeeded: row.integer(2))) else {
                throw .damaged("entries have kind \(row.integer(2))")
            }
            return PeriodMoneyRow(
                currency: row.currency(0),
                attribution: row.integer(1) == 0 ? .credited : .unattributed, kind: kind,
                entries: row.int(3), amount: row.sum(4))
        }
    }

    private static func imports(
        _ kind: ImportRow.Kind, _ query: Query, _ start: Timestamp, _ end: Timestamp,
        _ connection: Connection
    ) throws(StoreError) -> [ImportRow] {
        try connection(query).all(start, end) { row throws(StoreError) in
            guard let door = Actor.Door(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else {
                throw .damaged("an import came through door \(row.integer(0))")
            }
            return ImportRow(
                kind: kind, file: try row.digest(2),
                actor: Actor(person: row.optional(1, row.person), door: door), facts: row.int(3),
                first: row.timestamp(4), last: row.timestamp(5))
        }
    }

    // MARK: Imported orders

    private struct ImportKey: Hashable {
        let file: Digest
        let actor: Actor
    }

    private struct EventOrigin {
        let sequence: Sequence
        let recordedAt: Timestamp
        let provenance: ImportProvenance?
    }

    private func orderImports(
        from start: Timestamp, to end: Timestamp
    ) throws(StoreError) -> [ImportRow] {
        var rows: [ImportKey: ImportRow] = [:]
        var place = Sequence.zero
        while true {
            let page = try file.read { connection throws(StoreError) in
                try connection(Self.orderImports).all(place, start, end, Self.orderEventsPage) {
                    row throws(StoreError) in
                    let sequence = row.sequence(0)
                    return EventOrigin(
                        sequence: sequence, recordedAt: row.timestamp(1),
                        provenance: try row.orderEvent(version: 2, body: 3, sequence).provenance)
                }
            }
            for event in page {
                guard let provenance = event.provenance else { continue }
                let key = ImportKey(file: provenance.file, actor: provenance.actor)
                let row = rows[key]
                rows[key] = ImportRow(
                    kind: .orders, file: key.file, actor: key.actor,
                    facts: (row?.facts ?? 0) + 1, first: row?.first ?? event.recordedAt,
                    last: event.recordedAt)
            }
            guard page.count == Self.orderEventsPage, let last = page.last else { break }
            place = last.sequence
        }
        return Array(rows.values)
    }
}
