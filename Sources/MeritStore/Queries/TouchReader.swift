import MeritAttribution
import MeritCore
import MeritOrders

/// Finds the touches that an order sees, in one snapshot and as of one position.
struct TouchReader {
    private let connection: Connection
    private let asOf: Sequence
    private let memory: BindingMemory
    /// Whether visitors and clicks join customers.
    private let cookiesMerge: Merging
    private let few: PreparedStatement
    private let identities: PreparedStatement

    /// Most aliases have fewer touches than this: one question finds them all.
    private static let fewMax = 64

    private static let byAlias = Query(
        "touches.byAlias",
        """
        SELECT \(StoredTouch.columns)
        FROM touch_aliases a JOIN touches t ON t.sequence = a.touch
        WHERE a.alias = ? AND a.touch <= ? LIMIT ?
        """)
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
    private static let identitiesOfTouch = Query(
        "touchIdentities.byTouch", "SELECT alias FROM touch_identities WHERE touch = ?")

    private enum Merging {
        case never
        case sometimes
    }

    init(
        _ connection: Connection, asOf: Sequence, _ settings: IdentitySettings,
        _ memory: BindingMemory
    ) throws(StoreError) {
        cookiesMerge =
            settings.neverMerge.isSuperset(of: [.visitor, .click]) ? .never : .sometimes
        self.connection = connection
        self.asOf = asOf
        self.memory = memory
        few = try connection(Self.byAlias)
        identities = try connection(Self.identitiesOfTouch)
    }

    /// The recorded click that the order's click id names.
    func orderClick(_ state: OrderState) throws(StoreError) -> CaseTouch? {
        guard case .verified(let alias) = state.click else { return nil }
        return try click(alias)?.touch(.order)
    }

    /// The touches that an order of the customer sees, by time; of more than
    /// `JudgingCase.touchesMax` up to `moment` the latest, and behind it the earliest.
    func touches(
        of customer: OrderCustomer, around moment: Timestamp,
        _ graph: inout CustomerGraph<StoredBindings>
    ) throws(StoreError) -> [CaseTouch] {
        var seen: [Sequence: CaseTouch] = [:]
        // A touch that has a bridge of the customer belongs to the customer whatever else it has.
        for bridge in customer.bridges {
            for touch in try touches(with: bridge, around: moment) {
                seen[touch.sequence] = touch.touch(.customer)
            }
            Self.trim(&seen, around: moment)
        }
        let bridges = Set(customer.bridges)
        let attached = Set(customer.attached)
        for alias in customer.reach where !bridges.contains(alias) {
            for touch in try touches(with: alias, around: moment)
            where seen[touch.sequence] == nil {
                let place = try place(of: touch, customer, attached, &graph)
                if let place { seen[touch.sequence] = touch.touch(place) }
            }
            Self.trim(&seen, around: moment)
        }
        return Self.latest(seen, around: moment)
    }

    /// However many aliases and touches there are, only what can still count is held.
    private static func trim(_ seen: inout [Sequence: CaseTouch], around moment: Timestamp) {
        guard seen.count > 4 * JudgingCase.touchesMax else { return }
        let kept = latest(seen, around: moment)
        seen = Dictionary(uniqueKeysWithValues: kept.map { ($0.sequence, $0) })
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
        guard let number = try memory.number(of: alias, connection) else { return touches }
        let few = try few.all(number, asOf, Self.fewMax) { row throws(StoreError) in
            try StoredTouch(row)
        }
        if few.count < Self.fewMax { return touches + few }
        for query in [Self.touchUpTo, Self.touchAfter] {
            touches += try connection(query).all(
                number, moment, asOf, JudgingCase.touchesMax
            ) { row throws(StoreError) in try StoredTouch(row) }
        }
        return touches
    }

    /// The recorded click with this alias, up to the position.
    private func click(_ alias: Alias) throws(StoreError) -> StoredTouch? {
        guard alias.kind == .click, alias.low <= asOf.value else { return nil }
        return try connection(Self.clickBySequence).first(alias.low, alias.high) {
            row throws(StoreError) in try StoredTouch(row)
        }
    }

    /// How the order sees a touch that has one of the aliases in its reach, no bridge of its
    /// customer; `attached` are the customer's.
    private func place(
        of touch: StoredTouch, _ customer: OrderCustomer, _ attached: Set<Alias>,
        _ graph: inout CustomerGraph<StoredBindings>
    ) throws(StoreError) -> Belonging? {
        var aliases: [Alias] = []
        for number in touch.numbers { aliases.append(try memory.alias(number, connection)) }
        let others = touch.isClick ? [] : try identities.all(touch.sequence) { $0.integer(0) }
        if others.isEmpty, cookiesMerge == .never {
            // Visitor and click alone, and neither is a bridge: nobody needs to ask what they are.
            return aliases.contains(where: attached.contains) ? .customer : .order
        }
        for number in others { aliases.append(try memory.alias(number, connection)) }
        return try graph.place(of: aliases, customer)
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
