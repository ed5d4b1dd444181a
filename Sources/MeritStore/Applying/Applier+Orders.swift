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
    private static let setCreated = Query(
        "orders.setCreated", "UPDATE orders SET created_at = ? WHERE number = ?")

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
        let before = try found?.state(through: record.sequence, connection)
        if let before, let refusal = before.refusal(of: event) {
            return try keepBad(record, event, .refused(refusal))
        }
        let order: OrderRecord
        if let found { order = found } else { order = try insert(event) }
        try insert(event, of: order, record)
        let after = try fold(event, into: before)
        try take(after, over: before, order, record)
        if let before, order.decision != nil {
            try noteAmounts(event, after, over: before, order, record.sequence)
        }
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

    /// Brings everything that follows from an order's state up to date.
    private mutating func take(
        _ after: OrderState, over before: OrderState?, _ order: OrderRecord, _ record: Record
    ) throws(StoreError) {
        if after.createdAt != before?.createdAt {
            try connection(Self.setCreated).run(after.createdAt, order.number)
        }
        let evidenceBefore = before?.evidence
        let aliasesBefore = evidenceBefore?.aliases ?? []
        if after.evidence.aliases != aliasesBefore {
            try rebind(order, from: aliasesBefore, to: after.evidence.aliases, record.sequence)
        }
        if after.evidence != evidenceBefore, try isToBeJudged(order) {
            try schedule(order, after, cause: record.sequence)
        }
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

    /// The aliases on an order stand together: those it had and those it has now.
    private mutating func rebind(
        _ order: OrderRecord, from former: [Alias], to present: [Alias], _ sequence: Sequence
    ) throws(StoreError) {
        let formerNumbered = try numbered(former)
        let presentNumbered = try numbered(present)
        let bindings = try Bindings(connection)
        let formerPairs = Set(AliasPair.all(of: formerNumbered))
        let presentPairs = Set(AliasPair.all(of: presentNumbered))
        for pair in AliasPair.all(of: formerNumbered) where !presentPairs.contains(pair) {
            try bindings.releaseByOrder(pair, at: sequence)
        }
        for pair in AliasPair.all(of: presentNumbered) where !formerPairs.contains(pair) {
            try bindings.bindByOrder(pair, at: sequence)
        }
        for alias in formerNumbered where !presentNumbered.contains(alias) {
            try connection(Self.endAlias).run(sequence, order.number, alias.number)
        }
        for alias in presentNumbered where !formerNumbered.contains(alias) {
            try connection(Self.insertAlias).run(order.number, alias.number, sequence)
        }
    }

    private mutating func numbered(_ aliases: [Alias]) throws(StoreError) -> [NumberedAlias] {
        var numbered: [NumberedAlias] = []
        for alias in Set(aliases).sorted() {
            let number = try memory.aliases.see(alias, traffic.aliases).number
            numbered.append(NumberedAlias(number: number, alias: alias))
        }
        return numbered
    }
}
