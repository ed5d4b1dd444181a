import MeritCore
import MeritLedger

/// How many orders count in ranges of days, by payee, department and currency: the numbers of
/// `CountedRanges`, added over all orders, summed in memory for one transaction and then added to
/// the rows.
///
/// A number whose range lies in one week is kept twice: by its own days and in the sum of the
/// week's. A row whose number comes to 0 is removed, so that rows do not tell in which steps they
/// came about.
struct OrderCounts {
    struct Key: Hashable {
        let account: OrderDays.Account
        let range: DayRange
    }

    private struct Place: Hashable {
        let grain: Grain
        let key: Key
    }

    private var changes: [Place: Int] = [:]

    private static let add = Query(
        "orderCounts.add",
        """
        INSERT INTO order_counts (grain, first_day, last_day, payee, department, currency, orders)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (grain, first_day, last_day, payee, department, currency) DO UPDATE SET
            orders = orders + excluded.orders
        RETURNING orders
        """)
    private static let remove = Query(
        "orderCounts.remove",
        """
        DELETE FROM order_counts WHERE grain = ? AND first_day = ? AND last_day = ? AND payee = ?
            AND department = ? AND currency = ?
        """)

    /// An order counted as `before` says and counts as `after` says.
    mutating func change(from before: [Key: Int], to after: [Key: Int]) {
        for (key, number) in after { add(number - (before[key] ?? 0), key) }
        for (key, number) in before where after[key] == nil { add(-number, key) }
    }

    private mutating func add(_ number: Int, _ key: Key) {
        if number == 0 { return }
        let (first, last) = (key.range.first, key.range.last)
        let week = Grain.week.start(first)
        guard week == Grain.week.start(last) else {
            changes[Place(grain: .wide, key: key), default: 0] += number
            return
        }
        let whole = Key(
            account: key.account, range: DayRange(first: week, last: week.advanced(by: 6)))
        changes[Place(grain: .day, key: key), default: 0] += number
        changes[Place(grain: .week, key: whole), default: 0] += number
    }

    /// What the numbers come to where there are no rows yet, by the columns of their key.
    var rows: [[SQLValue]: Int] {
        var rows: [[SQLValue]: Int] = [:]
        for (place, number) in changes where number != 0 {
            let (account, range) = (place.key.account, place.key.range)
            let key = [
                place.grain.sql, range.first.sql, range.last.sql, account.payees.sql,
                .text(account.department?.value ?? ""), account.currency.sql,
            ]
            rows[key] = number
        }
        return rows
    }

    /// Adds the numbers to the rows and starts again from nothing.
    mutating func flush(_ connection: Connection) throws(StoreError) {
        let add = try connection(Self.add)
        for (place, number) in changes where number != 0 {
            let (account, range) = (place.key.account, place.key.range)
            let department = account.department?.value ?? ""
            let kept = try add.all(
                place.grain, range.first, range.last, account.payees, department,
                account.currency, number
            ) { $0.integer(0) }
            if kept == [0] {
                try connection(Self.remove).run(
                    place.grain, range.first, range.last, account.payees, department,
                    account.currency)
            }
        }
        changes.removeAll(keepingCapacity: true)
    }
}
