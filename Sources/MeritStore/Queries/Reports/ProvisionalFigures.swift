import MeritAttribution
package import MeritCore
package import MeritLedger
package import MeritOrders

/// Posted money by how far it has come, and the judged orders that have none yet.
package struct ProvisionalFigures: Hashable, Sendable {
    package let money: [StandingMoneyRow]
    /// Judged, with an unknown booking instant.
    package let unbooked: [JudgedOrder]
}

/// Entries of a payee, summed.
package struct StandingMoneyRow: Hashable, Sendable {
    package let staff: StaffNumber
    package let department: DepartmentCode?
    package let currency: Currency
    package let standing: Standing
    package let amount: AmountSum

    package enum Standing: Int64, Hashable, Sendable {
        /// The order's booking instant has not passed, or is unknown (again).
        case booked = 1
        case settled = 2
        /// In a sealed period.
        case closed = 3
    }
}

/// The next orders of a long list without a decision.
package struct UnjudgedPage: Sendable {
    package let orders: [OrderState]
    /// Where the next page begins; nil at the end.
    package let next: Place?

    package struct Place: Hashable, Sendable {
        let createdAt: Timestamp
        let number: Int64
    }
}

/// An order with the decision in force.
package struct JudgedOrder: Hashable, Sendable {
    package let state: OrderState
    package let decision: DecisionRow
}

extension Store {
    private static let money = Query(
        "report.standing",
        """
        SELECT e.staff, e.department, e.currency,
            CASE WHEN s.period IS NOT NULL THEN 3
                WHEN o.booked_at IS NOT NULL AND o.booked_at <= ?1 THEN 2 ELSE 1 END AS standing,
            \(SplitSum.columns("e.amount_minor"))
        FROM entries e JOIN orders o ON o.number = e.order_number
            LEFT JOIN seals s ON s.period = e.period
        WHERE e.day BETWEEN ?2 AND ?3
        GROUP BY e.staff, e.department, e.currency, standing
        ORDER BY e.staff, e.department, e.currency, standing
        """)
    private static let unbooked = Query(
        "report.unbooked",
        """
        SELECT shop, order_id FROM orders
        WHERE judging_at >= ? AND judging_at < ? AND booked_at IS NULL AND decision IS NOT NULL
        ORDER BY shop, order_id LIMIT ?
        """)
    private static let unjudged = Query(
        "report.unjudged",
        """
        SELECT created_at, number FROM orders
        WHERE decision IS NULL AND (created_at, number) > (?, ?) AND created_at < ?
        ORDER BY created_at, number LIMIT ?
        """)

    /// Entries of some days as of `now`, and orders judged on these days that are not booked, at
    /// most `limit`.
    package func provisionalFigures(
        on days: DayRange, now: Timestamp, limit: Int
    ) throws(StoreError) -> Reported<ProvisionalFigures> {
        let start = directory.calendar.start(of: days.first)
        let end = directory.calendar.end(of: days.last)
        return try reported(on: days) { connection throws(StoreError) in
            let money = try connection(Self.money).all(now, days.first, days.last) {
                row throws(StoreError) in
                guard let standing = StandingMoneyRow.Standing(rawValue: row.integer(3)) else {
                    throw .damaged("money stands at \(row.integer(3))")
                }
                return StandingMoneyRow(
                    staff: row.staff(0), department: row.optionalName(1),
                    currency: row.currency(2), standing: standing, amount: row.sum(4))
            }
            let unbooked = try connection(Self.unbooked).all(start, end, limit) { $0.order(0, 1) }
            var judged: [JudgedOrder] = []
            for order in unbooked {
                if let order = try Self.judged(order, connection) { judged.append(order) }
            }
            return ProvisionalFigures(money: money, unbooked: judged)
        }
    }

    /// The next orders without a decision that were created before `end`, behind `place` (nil: the
    /// first); each page is a snapshot of its own. Orders given up long ago are among them.
    package func unjudgedOrders(
        createdBefore end: Timestamp, after place: UnjudgedPage.Place?, limit: Int
    ) throws(StoreError) -> UnjudgedPage {
        let place = place ?? .init(createdAt: .distantPast, number: 0)
        return try file.read { connection throws(StoreError) in
            let found = try connection(Self.unjudged).all(
                place.createdAt, place.number, end, limit
            ) { row in
                UnjudgedPage.Place(createdAt: row.timestamp(0), number: row.integer(1))
            }
            var states: [OrderState] = []
            for place in found {
                guard let record = try OrderRecord.find(place.number, connection),
                    let state = try record.state(through: .last, connection)
                else { continue }
                states.append(state)
            }
            return UnjudgedPage(orders: states, next: found.count < limit ? nil : found.last)
        }
    }

    private static func judged(
        _ order: OrderKey, _ connection: Connection
    ) throws(StoreError) -> JudgedOrder? {
        guard let record = try OrderRecord.find(order, connection),
            let state = try record.state(through: .last, connection),
            let decision = try record.decision.flatMap({ sequence throws(StoreError) in
                try DecisionRow.find(sequence, connection)
            })
        else { return nil }
        return JudgedOrder(state: state, decision: decision)
    }
}
