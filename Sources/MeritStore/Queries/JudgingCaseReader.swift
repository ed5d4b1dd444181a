import MeritAttribution
import MeritCore
import MeritOrders

/// Gathers what a judgement rests on, in one snapshot and as of one position.
struct JudgingCaseReader {
    let connection: Connection
    let settings: IdentitySettings
    let asOf: Sequence

    private static let touchUpTo = Query(
        "touches.byAliasUpTo",
        """
        SELECT \(StoredTouch.columns)
        FROM touch_aliases a JOIN touches t ON t.sequence = a.touch
        WHERE a.alias = ? AND a.touched_at <= ? AND a.touch <= ?
        ORDER BY a.touched_at DESC, a.touch DESC LIMIT ?
        """)
    private static let touchAfter = Query(
        "touches.byAliasAfter",
        """
        SELECT \(StoredTouch.columns)
        FROM touch_aliases a JOIN touches t ON t.sequence = a.touch
        WHERE a.alias = ? AND a.touched_at > ? AND a.touch <= ?
        ORDER BY a.touched_at, a.touch LIMIT ?
        """)
    private static let clickBySequence = Query(
        "touches.click",
        """
        SELECT \(StoredTouch.columns) FROM touches t
        WHERE t.sequence = ? AND t.node = ? AND t.source = 1
        """)
    private static let identities = Query(
        "touchIdentities.byTouch", "SELECT alias FROM touch_identities WHERE touch = ?")

    /// Nil where there is no event of the order up to `asOf`.
    func judgingCase(
        for pending: PendingJudgement
    ) throws(StoreError) -> JudgingCase? {
        guard let record = try OrderRecord.find(pending.order, connection),
            let state = try record.state(through: asOf, connection)
        else { return nil }
        var graph = CustomerGraph(
            settings: settings, lookup: StoredBindings(connection: connection, asOf: asOf))
        let customer = try graph.customer(ofOrder: state.evidence.aliases)
        let touches = try touches(of: customer, around: pending.judgedAt, &graph)
        return JudgingCase(
            order: state, touches: touches, orderClick: try orderClick(state),
            customer: customer.bridges, asOf: asOf, cause: pending.cause,
            occasion: pending.occasion)
    }

    private func orderClick(_ state: OrderState) throws(StoreError) -> CaseTouch? {
        guard case .verified(let alias) = state.click else { return nil }
        return try click(alias)?.touch
    }

    /// The recorded click with this alias, up to `asOf`.
    private func click(_ alias: Alias) throws(StoreError) -> StoredTouch? {
        guard alias.kind == .click, alias.low <= asOf.value else { return nil }
        return try connection(Self.clickBySequence).first(alias.low, alias.high) {
            row throws(StoreError) in try StoredTouch(row)
        }
    }

    /// The touches that an order of the customer sees.
    private func touches(
        of customer: OrderCustomer, around moment: Timestamp,
        _ graph: inout CustomerGraph<StoredBindings>
    ) throws(StoreError) -> [CaseTouch] {
        var seen: [Sequence: CaseTouch] = [:]
        for alias in customer.reach {
            for touch in try touches(with: alias, around: moment)
            where seen[touch.touch.sequence] == nil {
                guard try graph.sees(aliases(of: touch), customer) else { continue }
                seen[touch.touch.sequence] = touch.touch
            }
            // However many aliases and touches there are, only what can still count is held.
            if seen.count > 4 * JudgingCase.touchesMax {
                let kept = Self.latest(seen, around: moment)
                seen = Dictionary(uniqueKeysWithValues: kept.map { ($0.sequence, $0) })
            }
        }
        return Self.latest(seen, around: moment)
    }

    private static func latest(
        _ touches: [Sequence: CaseTouch], around moment: Timestamp
    ) -> [CaseTouch] {
        touches.values.sorted { $0.sequence < $1.sequence }.latest(around: moment)
    }

    private func touches(
        with alias: Alias, around moment: Timestamp
    ) throws(StoreError) -> [StoredTouch] {
        var touches: [StoredTouch] = []
        if let click = try click(alias) { touches.append(click) }
        guard let number = try AliasNumbers.number(of: alias, connection) else { return touches }
        for query in [Self.touchUpTo, Self.touchAfter] {
            touches += try connection(query).all(
                number, moment, asOf, JudgingCase.touchesMax
            ) { row throws(StoreError) in try StoredTouch(row) }
        }
        return touches
    }

    private func aliases(of touch: StoredTouch) throws(StoreError) -> [Alias] {
        let others = try connection(Self.identities).all(touch.touch.sequence) { $0.integer(0) }
        var aliases: [Alias] = []
        for number in touch.numbers + others {
            aliases.append(try AliasNumbers.alias(number, connection))
        }
        return aliases
    }
}

extension [CaseTouch] {
    /// In the order of (time, id); at most `touchesMax` up to `moment`, the latest of them, and as
    /// many behind it, the earliest of them.
    fileprivate func latest(around moment: Timestamp) -> [CaseTouch] {
        let sorted = sorted(by: CaseTouch.isEarlier)
        let behind = sorted.firstIndex { $0.at > moment } ?? sorted.endIndex
        return Array(sorted[..<behind].suffix(JudgingCase.touchesMax))
            + sorted[behind...].prefix(JudgingCase.touchesMax)
    }
}
