import MeritAttribution
import MeritCore
import MeritJournal
import MeritOrders

extension Applier {
    private static let findContent = Query(
        "orderEvents.content", "SELECT content FROM order_events WHERE shop = ? AND event = ?")
    private static let insertOrder = Query(
        "orders.insert", "INSERT INTO orders (number, shop, order_id, currency) VALUES (?, ?, ?, ?)"
    )
    private static let insertEvent = Query(
        "orderEvents.insert",
        """
        INSERT INTO order_events (sequence, order_number, shop, event, recorded_at, content,
            version, body, buyer)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let setTimes = Query(
        "orders.setTimes",
        "UPDATE orders SET created_at = ?, instant_at = ?, booked_at = ? WHERE number = ?")

    /// An event is known by shop and id: the first content counts, the same again does nothing,
    /// another one is a bad record.
    mutating func apply(_ event: OrderEvent, _ record: Record) throws(StoreError) {
        let known = try connection(Self.findContent).first(event.order.shop, event.event) {
            row throws(StoreError) in try row.digest(0)
        }
        if let known {
            if known != event.contentDigest {
                try keepBad(record, event, .eventConflict)
            }
            return
        }
        let found = try OrderRecord.find(event.order, connection)
        let before = try found.flatMap { found throws(StoreError) in
            try memory.orders.state(of: found, connection)
        }
        if let before, let refusal = before.refusal(of: event) {
            return try keepBad(record, event, .refused(refusal))
        }
        let order: OrderRecord
        if let found { order = found } else { order = try insert(event) }
        try insert(event, of: order, record)
        let after = try fold(event, into: before)
        memory.orders.keep(after, of: order.number)
        try take(OrderChange(order: order, before: before, after: after), event, record)
    }

    private func fold(
        _ event: OrderEvent, into before: OrderState?
    ) throws(StoreError) -> OrderState {
        guard var state = before else { return OrderState(event) }
        do {
            try state.fold(event)
        } catch {
            throw .damaged("an event that was not refused cannot be folded: \(error.code)")
        }
        return state
    }

    private mutating func insert(_ first: OrderEvent) throws(StoreError) -> OrderRecord {
        let number = memory.nextOrder
        memory.nextOrder += 1
        try connection(Self.insertOrder).run(
            number, first.order.shop, first.order.order, first.currency)
        return OrderRecord(
            number: number, order: first.order, currency: first.currency, decision: nil)
    }

    private func insert(
        _ event: OrderEvent, of order: OrderRecord, _ record: Record
    ) throws(StoreError) {
        try connection(Self.insertEvent).run(
            record.sequence, order.number, event.order.shop, event.event, record.time,
            event.contentDigest, record.version, Array(record.publicBody),
            record.personalBody.map { Array($0) })
    }

    /// Brings everything that follows from an order's state up to date: what it is to its
    /// customer's relation first under its former aliases, last under its present ones.
    private mutating func take(
        _ change: OrderChange, _ event: OrderEvent, _ record: Record
    ) throws(StoreError) {
        let evidence = Evidence(record, .business)
        let judged = try judgedDecision(on: change.order)
        let hasMoved = judged != nil && change.hasOtherAliases
        let former = hasMoved ? try customer(with: change.formerAliases, evidence.cause) : []
        if change.hasOtherEvidence { try takeEvidence(of: change, evidence) }
        guard change.order.decision != nil, let before = change.before else { return }
        try noteAmounts(event, change.after, over: before, change.order, record.sequence)
        guard let judged else { return }
        let was = purchase(before, judged)
        let now = purchase(change.after, judged)
        try purchaseChanged(
            hasMoved
                ? PurchaseChange(change.order, from: was, to: now, leaving: former)
                : PurchaseChange(change.order, from: was, to: now),
            by: evidence, .waitingToo)
    }

    private mutating func takeEvidence(
        of change: OrderChange, _ evidence: Evidence
    ) throws(StoreError) {
        let order = change.order
        let policy = nextPolicy(of: order, change.after)
        let instant = policy?.judgingInstant(of: change.after)
        let bookedAt = try policyInForce(on: order).flatMap { policy in
            order.judgedAt.flatMap {
                policy.bookingInstant(of: change.after, judgedAt: $0)
            }
        }
        try connection(Self.setTimes).run(
            change.after.createdAt, instant, bookedAt, order.number)
        if change.hasOtherAliases {
            let changed = try rebind(
                order, from: change.formerAliases, to: change.presentAliases, by: evidence)
            try customersChanged(changed, by: evidence, except: order.number)
        }
        try schedule(order.number, by: evidence)
    }

    // MARK: Aliases

    private static let insertAlias = Query(
        "orderAliases.insert",
        """
        INSERT INTO order_aliases (order_number, alias, since, until)
        VALUES (?, ?, ?, 9223372036854775807)
        """)
    private static let endAlias = Query(
        "orderAliases.end",
        """
        UPDATE order_aliases SET until = ?
        WHERE order_number = ? AND alias = ? AND until = 9223372036854775807
        """)

    private static let aliasesSince = Query(
        "orderAliases.since",
        """
        SELECT alias, since FROM order_aliases
        WHERE order_number = ? AND until = 9223372036854775807
        """)

    /// The aliases on an order stand together: those it had and those it has now.
    private mutating func rebind(
        _ order: OrderRecord, from former: [Alias], to present: [Alias], by evidence: Evidence
    ) throws(StoreError) -> BindingNews {
        let sequence = evidence.cause
        let formerNumbered = try numbered(former)
        let presentNumbered = try numbered(present)
        let bindings = try Bindings(connection)
        let formerPairs = AliasPair.all(of: formerNumbered)
        let presentPairs = AliasPair.all(of: presentNumbered)
        let since = try aliasesSince(order)
        var news = BindingNews()
        for pair in Set(formerPairs).subtracting(presentPairs).sorted() {
            let start = max(since[pair.left.number] ?? .zero, since[pair.right.number] ?? .zero)
            news.note(pair, try bindings.releaseByOrder(pair, heldSince: start, at: sequence))
        }
        for pair in Set(presentPairs).subtracting(formerPairs).sorted() {
            news.note(pair, try bindings.bindByOrder(pair, at: sequence))
        }
        for alias in formerNumbered where !presentNumbered.contains(alias) {
            try connection(Self.endAlias).run(sequence, order.number, alias.number)
        }
        for alias in presentNumbered where !formerNumbered.contains(alias) {
            try connection(Self.insertAlias).run(order.number, alias.number, sequence)
        }
        return news
    }

    /// Since when each alias has stood on the order.
    private func aliasesSince(_ order: OrderRecord) throws(StoreError) -> [Int64: Sequence] {
        var since: [Int64: Sequence] = [:]
        try connection(Self.aliasesSince).each(order.number) { row in
            since[row.integer(0)] = row.sequence(1)
            return .more
        }
        return since
    }

    mutating func numbered(_ aliases: [Alias]) throws(StoreError) -> [NumberedAlias] {
        var numbered: [NumberedAlias] = []
        for alias in Set(aliases).sorted() {
            let number = try memory.aliases.see(alias, traffic.aliases).number
            numbered.append(NumberedAlias(number: number, alias: alias))
        }
        return numbered
    }
}
