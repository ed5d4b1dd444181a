package import MeritCore

/// Reading whole tables for a simulation: page by page, each page a short snapshot of its own, all
/// of them as of one position, so that nothing waits for a long one.
extension Store {
    private static let touches = Query(
        "sweep.touches",
        """
        SELECT sequence, source, kind, touched_at, staff, link, verdict, slot, issued, visitor,
            click, recorded_at
        FROM touches WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?
        """)
    private static let identities = Query(
        "sweep.identities",
        """
        SELECT touch, alias FROM touch_identities
        WHERE (touch, alias) > (?, ?) AND touch <= ? ORDER BY touch, alias LIMIT ?
        """)
    private static let kinds = Query(
        "sweep.aliases",
        "SELECT number, kind FROM aliases WHERE number > ? ORDER BY number LIMIT ?")
    private static let orderAliases = Query(
        "sweep.orderAliases",
        """
        SELECT order_number, alias, since, until FROM order_aliases
        WHERE (order_number, alias, since) > (?, ?, ?) ORDER BY order_number, alias, since LIMIT ?
        """)
    private static let created = Query(
        "sweep.orders",
        """
        SELECT number FROM orders
        WHERE created_at >= ? AND created_at < ? AND number > ? ORDER BY number LIMIT ?
        """)

    private static let changed = Query(
        "sweep.changedOrders",
        "SELECT DISTINCT order_number FROM order_events WHERE sequence > ? ORDER BY order_number")
    private static let lastOrder = Query(
        "sweep.lastOrder", "SELECT coalesce(max(number), 0) FROM orders")

    /// Rows that one snapshot reads: some tenths of a second.
    private static let pageMax = 50_000

    /// What a reader of pages wants next.
    package enum SweepStep: Sendable { case more, stop }

    /// Every touch recorded up to `through`, in journal order.
    package func sweepTouches(
        through: Sequence, page: () -> SweepStep, _ body: (SweptTouch) -> Void
    ) throws(StoreError) {
        var last = Sequence.zero
        while page() == .more {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.touches).each(last, through, Self.pageMax) { row in
                    let touch = SweptTouch(row)
                    body(touch)
                    last = touch.sequence
                    count += 1
                    return .more
                }
            }
            if count < Self.pageMax { return }
        }
    }

    /// Touches with the aliases they have beside visitor and click, by touch.
    package func sweepIdentities(
        through: Sequence, page: () -> SweepStep, _ body: (SweptPair) -> Void
    ) throws(StoreError) {
        var last = SweptPair(left: 0, right: .min)
        while page() == .more {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.identities).each(
                    last.left, last.right, through, Self.pageMax
                ) { row in
                    last = SweptPair(left: row.integer(0), right: row.integer(1))
                    body(last)
                    count += 1
                    return .more
                }
            }
            if count < Self.pageMax { return }
        }
    }

    /// Every alias but clicks, by rising number, with the raw value of its kind.
    package func sweepAliases(
        page: () -> SweepStep, _ body: (SweptPair) -> Void
    ) throws(StoreError) {
        var last: Int64 = 0
        while page() == .more {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.kinds).each(last, Self.pageMax) { row in
                    last = row.integer(0)
                    body(SweptPair(left: last, right: row.integer(1)))
                    count += 1
                    return .more
                }
            }
            if count < Self.pageMax { return }
        }
    }

    /// Orders with the aliases that stood on them as of `asOf`, by order.
    package func sweepOrderAliases(
        asOf: Sequence, page: () -> SweepStep, _ body: (SweptPair) -> Void
    ) throws(StoreError) {
        var last = SweptPair(left: 0, right: .min)
        var since: Int64 = 0
        while page() == .more {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.orderAliases).each(
                    last.left, last.right, since, Self.pageMax
                ) { row in
                    last = SweptPair(left: row.integer(0), right: row.integer(1))
                    since = row.integer(2)
                    if row.sequence(2) <= asOf, row.sequence(3) > asOf { body(last) }
                    count += 1
                    return .more
                }
            }
            if count < Self.pageMax { return }
        }
    }

    /// Numbers of the orders created in [`from`, `to`) as told now, rising, and of those that an
    /// event came for behind `asOf`: these may have been created then as of that position.
    package func sweepOrders(
        createdFrom from: Timestamp, to: Timestamp, asOf: Sequence, page: () -> SweepStep
    ) throws(StoreError) -> [Int64] {
        var numbers: [Int64] = []
        while page() == .more {
            let found = try file.read { connection throws(StoreError) in
                try connection(Self.created).all(
                    from, to, numbers.last ?? 0, Self.pageMax
                ) { $0.integer(0) }
            }
            numbers += found
            if found.count < Self.pageMax { break }
        }
        let changed = try file.read { connection throws(StoreError) in
            try connection(Self.changed).all(asOf) { $0.integer(0) }
        }
        return changed.isEmpty ? numbers : Set(numbers + changed).sorted()
    }

    /// The number of the order that an event named last; 0: there is none.
    package func lastOrder() throws(StoreError) -> Int64 {
        try file.read { connection throws(StoreError) in
            try connection(Self.lastOrder).first { $0.integer(0) } ?? 0
        }
    }
}

extension SweptTouch {
    fileprivate init(_ row: Row) {
        self.init(
            sequence: row.sequence(0), source: UInt8(truncatingIfNeeded: row.integer(1)),
            kind: UInt8(truncatingIfNeeded: row.integer(2)), at: row.timestamp(3),
            recordedAt: row.optional(11, row.timestamp),
            staff: UInt32(truncatingIfNeeded: row.integer(4)),
            link: UInt32(truncatingIfNeeded: row.integer(5)),
            verdict: UInt8(truncatingIfNeeded: row.integer(6)),
            token: row.isNull(7) || row.isNull(8)
                ? nil
                : Token(
                    slot: UInt8(truncatingIfNeeded: row.integer(7)),
                    issued: UInt16(truncatingIfNeeded: row.integer(8))),
            visitor: row.integer(9), click: row.integer(10))
    }
}
