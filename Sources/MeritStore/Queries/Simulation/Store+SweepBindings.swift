package import MeritCore

extension Store {
    /// Rows of one direction only: the other alias is of a later kind, or of the same.
    private static let bindings = Query(
        "sweep.bindings",
        """
        SELECT b.alias, b.other_kind, b.other_high, b.other_low, b.since, b.until,
            (SELECT o.number FROM aliases o
                WHERE o.high = (b.other_high | (-9223372036854775807 - 1))
                        - (b.other_high & (-9223372036854775807 - 1))
                    AND o.low = (b.other_low | (-9223372036854775807 - 1))
                        - (b.other_low & (-9223372036854775807 - 1))
                    AND o.kind = b.other_kind)
        FROM bindings b
        WHERE (b.alias, b.other_kind, b.other_high, b.other_low, b.since) > (?, ?, ?, ?, ?)
            AND b.other_kind >= coalesce((SELECT a.kind FROM aliases a WHERE a.number = b.alias), 7)
        ORDER BY b.alias, b.other_kind, b.other_high, b.other_low, b.since LIMIT ?
        """)
    private static let bindingsPageMax = 25_000

    private struct Place {
        var alias = Int64.min
        var kind: Int64 = 0
        var high: Int64 = 0
        var low: Int64 = 0
        var since: Int64 = 0
    }

    /// Every two aliases that are bound as of `asOf`, by their numbers, each two once or twice.
    /// Visitors and clicks that stand together in touches only are not among them: the touches
    /// tell them.
    package func sweepBindings(
        asOf: Sequence, page: () -> SweepStep, _ body: (SweptPair) -> Void
    ) throws(StoreError) {
        var last = Place()
        while page() == .more {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.bindings).each(
                    last.alias, last.kind, last.high, last.low, last.since, Self.bindingsPageMax
                ) { row throws(StoreError) in
                    last = Place(
                        alias: row.integer(0), kind: row.integer(1), high: row.integer(2),
                        low: row.integer(3), since: row.integer(4))
                    count += 1
                    guard row.sequence(4) <= asOf, row.sequence(5) > asOf else { return .more }
                    body(SweptPair(left: last.alias, right: try Self.other(row)))
                    return .more
                }
            }
            if count < Self.bindingsPageMax { return }
        }
    }

    private static func other(_ row: Row) throws(StoreError) -> Int64 {
        if let number = row.optional(6, row.integer) { return number }
        let node = Bindings.unsigned(row.integer(2))
        let click = Bindings.unsigned(row.integer(3))
        guard row.integer(1) == Int64(AliasKind.click.rawValue),
            let node = NodeNumber(node)
        else { throw .damaged("a binding of alias \(row.integer(0)) names no alias") }
        return AliasNumbers.click(Sequence(click), of: node)
    }

    /// The numbers of aliases; those that no fact named have none.
    package func numbers(of aliases: [Alias]) throws(StoreError) -> [Alias: Int64] {
        try file.read { connection throws(StoreError) in
            var numbers: [Alias: Int64] = [:]
            for alias in aliases {
                numbers[alias] = try AliasNumbers.number(of: alias, connection)
            }
            return numbers
        }
    }
}
