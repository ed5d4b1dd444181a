import MeritCore
import MeritOrders

/// A month's money by payee, by department and by order: three sums of the same entries, each on
/// its own.
struct SealedSums: Sendable {
    struct PayeeKey: Hashable, Sendable {
        let staff: StaffNumber
        let department: DepartmentCode?
        let currency: Currency
    }

    struct DepartmentKey: Hashable, Sendable {
        let department: DepartmentCode?
        let claim: Claim
        let currency: Currency
    }

    /// Unattributed money stands in a department's place, apart from money of people without one.
    enum Claim: Int, Sendable { case attributed, unattributed }

    private(set) var entries: UInt64 = 0
    private(set) var firstNumber: UInt64?
    private(set) var lastNumber: UInt64?
    private var payees: [PayeeKey: SealedMoney] = [:]
    private var departments: [DepartmentKey: SealedMoney] = [:]
    /// An order has one currency for ever.
    private var orders: [OrderKey: OrderMoney] = [:]
    private var plain: [Currency: Plain] = [:]

    private struct OrderMoney: Sendable {
        let currency: Currency
        var money = SealedMoney()
    }

    private struct Plain: Sendable {
        var entries: UInt64 = 0
        var sum: Int128 = 0
    }

    /// Traps where the entry does not stand behind the last one.
    mutating func add(_ entry: LedgerEntry) {
        precondition(lastNumber.map { $0 < entry.number } ?? true, "entries rise by number")
        entries += 1
        firstNumber = firstNumber ?? entry.number
        lastNumber = entry.number
        let payee = PayeeKey(
            staff: entry.staff, department: entry.department, currency: entry.currency)
        payees[payee, default: SealedMoney()].add(entry.amount, of: entry.kind)
        let department = DepartmentKey(
            department: entry.department,
            claim: entry.staff == .unattributed ? .unattributed : .attributed,
            currency: entry.currency)
        departments[department, default: SealedMoney()].add(entry.amount, of: entry.kind)
        orders[entry.order, default: OrderMoney(currency: entry.currency)]
            .money.add(entry.amount, of: entry.kind)
        plain[entry.currency, default: Plain()].entries += 1
        plain[entry.currency, default: Plain()].sum += Int128(entry.amount.value)
    }

    /// By currency.
    var totals: [SealedTotals] {
        plain.keys.sorted().map { currency in
            let own = payees.filter { $0.key.currency == currency }
            return SealedTotals(
                currency: currency, entries: plain[currency]?.entries ?? 0,
                netBase: plain[currency]?.sum ?? 0,
                credited: Self.sum(own.filter { $0.key.staff != .unattributed }.map(\.value)),
                unattributed: Self.sum(own.filter { $0.key.staff == .unattributed }.map(\.value)),
                byDepartment: Self.sum(
                    departments.filter { $0.key.currency == currency }.map(\.value)),
                byOrder: Self.sum(
                    orders.values.lazy.filter { $0.currency == currency }.map(\.money)))
        }
    }

    private static func sum(_ money: some Swift.Sequence<SealedMoney>) -> Int128 {
        money.reduce(0) { $0 + $1.net }
    }
}

// MARK: Tables

extension SealedSums {
    /// By staff number with 0 (unattributed) last, then department, then currency.
    func staffTable(_ totals: [SealedTotals]) -> [UInt8] {
        var writer = CSVWriter()
        writer.head(["staff", "department"])
        for (key, money) in payees.sorted(by: { Self.ranksBefore($0.key, $1.key) }) {
            writer.text("row")
            writer.text(nil)
            writer.number(key.staff.value)
            writer.text(key.department?.value)
            writer.text(key.currency.code)
            writer.endRow(money)
        }
        writer.control(totals, keyColumns: 2)
        return writer.bytes
    }

    /// By department, those without one first, unattributed money last; then by currency.
    func departmentTable(_ totals: [SealedTotals]) -> [UInt8] {
        var writer = CSVWriter()
        writer.head(["department"])
        for (key, money) in departments.sorted(by: { Self.ranksBefore($0.key, $1.key) }) {
            writer.text(key.claim == .unattributed ? "unattributed" : "row")
            writer.text(nil)
            writer.text(key.department?.value)
            writer.text(key.currency.code)
            writer.endRow(money)
        }
        writer.control(totals, keyColumns: 1)
        return writer.bytes
    }

    /// By shop, then order id, as bytes; in pieces.
    func orderTable<Failure: Error>(
        _ totals: [SealedTotals], _ write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var writer = CSVWriter()
        writer.head(["shop", "order_id"])
        for key in orders.keys.sorted() {
            guard let order = orders[key] else { continue }
            writer.text("row")
            writer.text(nil)
            writer.text(key.shop.value)
            writer.text(key.order.value)
            writer.text(order.currency.code)
            writer.endRow(order.money)
            if writer.bytes.count >= Self.pieceBytes {
                try write(writer.bytes)
                writer = CSVWriter(.continuation)
            }
        }
        writer.control(totals, keyColumns: 2)
        try write(writer.bytes)
    }

    private static let pieceBytes = 1 << 14

    private static func ranksBefore(_ left: PayeeKey, _ right: PayeeKey) -> Bool {
        if left.staff != right.staff { return left.staff.ranksBefore(right.staff) }
        if left.department != right.department {
            return ranksBefore(left.department, right.department)
        }
        return left.currency < right.currency
    }

    private static func ranksBefore(_ left: DepartmentKey, _ right: DepartmentKey) -> Bool {
        if left.claim != right.claim { return left.claim == .attributed }
        if left.department != right.department {
            return ranksBefore(left.department, right.department)
        }
        return left.currency < right.currency
    }

    /// None stands before any.
    private static func ranksBefore(_ left: DepartmentCode?, _ right: DepartmentCode?) -> Bool {
        guard let right else { return false }
        return left.map { $0 < right } ?? true
    }
}

extension CSVWriter {
    fileprivate mutating func head(_ keys: [String]) {
        row(["section", "total"] + keys + ["currency"] + Self.moneyColumns)
    }

    /// Four rows per currency: the amount stands under `net`.
    fileprivate mutating func control(_ totals: [SealedTotals], keyColumns: Int) {
        for total in totals {
            for named in total.named {
                text("control")
                text(named.name)
                for _ in 0..<keyColumns { text(nil) }
                text(total.currency.code)
                for _ in Self.moneyColumns.dropLast() { text(nil) }
                number(named.amount)
                endRow()
            }
        }
    }
}
