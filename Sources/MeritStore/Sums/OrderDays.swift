import MeritCore
import MeritLedger

/// Whose orders are counted. A row's `payee` is the staff number, 0 for unattributed, or −1.
enum Payees: Hashable {
    case one(StaffNumber)
    /// Whoever is credited in a department.
    case everybody
}

extension Payees: SQLConvertible {
    var sql: SQLValue {
        switch self {
        case .one(let staff): staff.sql
        case .everybody: .integer(-1)
        }
    }
}

/// The entries of one order, summed by day for each payee, and for all payees of a department
/// together.
struct OrderDays {
    /// Who has entries of an order, and of what.
    struct Account: Hashable {
        let payees: Payees
        let department: DepartmentCode?
        let currency: Currency
    }

    private var sums: [Account: [CivilDate: AmountSum]] = [:]

    private static let ofOrder = Query(
        "orderDays.load",
        """
        SELECT staff, department, currency, day, amount_minor FROM entries WHERE order_number = ?
        """)

    init() {}

    /// Every entry that the order has.
    init(of order: Int64, _ connection: Connection) throws(StoreError) {
        try connection(Self.ofOrder).each(order) { row in
            add(
                row.staff(0), row.optionalName(1), AmountSum(row.amount(4)), row.currency(2),
                on: row.day(3))
            return .more
        }
    }

    mutating func add(
        _ staff: StaffNumber, _ department: DepartmentCode?, _ amount: AmountSum,
        _ currency: Currency, on day: CivilDate
    ) {
        let own = Account(payees: .one(staff), department: department, currency: currency)
        sums[own, default: [:]][day, default: .zero] += amount
        // What is nobody's has no payees to be taken together.
        if staff == .unattributed { return }
        let all = Account(payees: .everybody, department: department, currency: currency)
        sums[all, default: [:]][day, default: .zero] += amount
    }

    /// The numbers that the order adds to what is kept.
    var counts: [OrderCounts.Key: Int] {
        var counts: [OrderCounts.Key: Int] = [:]
        for (account, days) in sums {
            for (range, number) in CountedRanges(days).numbers {
                counts[OrderCounts.Key(account: account, range: range)] = number
            }
        }
        return counts
    }
}
