import MeritCore
import MeritLedger
import Testing

@testable import MeritStore

/// The money and orders of a report as their definition says: every entry, summed one by one.
struct LiteralFigures {
    private struct Entry {
        let staff: StaffNumber
        let department: DepartmentCode?
        let currency: Currency
        let kind: EntryKind
        let order: Int64
        let day: CivilDate
        let amount: AmountSum
    }

    private let entries: [Entry]

    private static let rows = Query(
        "test.entries",
        "SELECT staff, department, currency, kind, order_number, day, amount_minor FROM entries")

    init(_ store: Store) throws {
        entries = try store.file.read { connection throws(StoreError) in
            try connection(Self.rows).all { row in
                Entry(
                    staff: row.staff(0), department: row.optionalName(1),
                    currency: row.currency(2),
                    kind: EntryKind(rawValue: UInt8(row.integer(3))) ?? .credit,
                    order: row.integer(4), day: row.day(5), amount: AmountSum(row.amount(6)))
            }
        }
    }

    /// The figures of a store and of these entries are the same.
    func expect(
        _ figures: RangeFigures, _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let range = figures.range
        let entries = entries.filter { range.first <= $0.day && $0.day <= range.last }
        #expect(figures.money == money(entries), comment, sourceLocation: sourceLocation)
        #expect(figures.orderCounts == counts(entries), comment, sourceLocation: sourceLocation)
        #expect(
            figures.departmentOrderCounts == departmentCounts(entries), comment,
            sourceLocation: sourceLocation)
        #expect(figures.totals == totals(entries), comment, sourceLocation: sourceLocation)
    }

    private func money(_ entries: [Entry]) -> [MoneyRow] {
        let groups = Dictionary(grouping: entries) { entry in
            MoneyRow(
                staff: entry.staff, department: entry.department, currency: entry.currency,
                kind: entry.kind, amount: .zero)
        }
        let rows = groups.map { key, entries in
            MoneyRow(
                staff: key.staff, department: key.department, currency: key.currency,
                kind: key.kind, amount: entries.map(\.amount).total())
        }
        return rows.sorted {
            ($0.staff.value, $0.department?.value ?? "", $0.currency.code, $0.kind.rawValue)
                < ($1.staff.value, $1.department?.value ?? "", $1.currency.code, $1.kind.rawValue)
        }
    }

    /// How many orders have entries of a key that do not sum to 0; keys with none are left out.
    private func orders<Key: Hashable>(
        _ entries: [Entry], by key: (Entry) -> Key
    ) -> [Key: Int] {
        var sums: [Key: [Int64: AmountSum]] = [:]
        for entry in entries {
            sums[key(entry), default: [:]][entry.order, default: .zero] += entry.amount
        }
        return sums.mapValues { $0.values.filter { $0 != .zero }.count }.filter { $0.value > 0 }
    }

    private func counts(_ entries: [Entry]) -> [OrderCountRow] {
        let counts = orders(entries) {
            OrderCountRow(
                staff: $0.staff, department: $0.department, currency: $0.currency, orders: 0)
        }
        let rows = counts.map { key, orders in
            OrderCountRow(
                staff: key.staff, department: key.department, currency: key.currency,
                orders: orders)
        }
        return rows.sorted {
            ($0.staff.value, $0.department?.value ?? "", $0.currency.code)
                < ($1.staff.value, $1.department?.value ?? "", $1.currency.code)
        }
    }

    private func departmentCounts(_ entries: [Entry]) -> [DepartmentOrderCountRow] {
        let counts = orders(entries) {
            DepartmentOrderCountRow(
                attribution: Attribution($0.staff), department: $0.department,
                currency: $0.currency, orders: 0)
        }
        let rows = counts.map { key, orders in
            DepartmentOrderCountRow(
                attribution: key.attribution, department: key.department, currency: key.currency,
                orders: orders)
        }
        return rows.sorted {
            let (left, right) = ($0.attribution, $1.attribution)
            if left != right { return left == .credited }
            return ($0.department?.value ?? "", $0.currency.code)
                < ($1.department?.value ?? "", $1.currency.code)
        }
    }

    private func totals(_ entries: [Entry]) -> [EntryTotal] {
        Dictionary(grouping: entries, by: \.currency).map { currency, entries in
            EntryTotal(currency: currency, amount: entries.map(\.amount).total())
        }.sorted { $0.currency.code < $1.currency.code }
    }
}

extension LiteralFigures {
    /// The reports of some random days are what the entries of those days sum to, and every sum
    /// that is kept is what it is of.
    static func expectReports(
        of store: Store, around day: CivilDate, _ random: inout SeededGenerator,
        _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let literal = try LiteralFigures(store)
        let ranges = (0..<60).map { _ in
            let first = day.advanced(by: Int.random(in: -50...3, using: &random))
            return DayRange(
                first: first, last: first.advanced(by: Int.random(in: 0...45, using: &random)))
        }
        for figures in try store.reportFigures(ranges).ranges {
            literal.expect(figures, comment, sourceLocation: sourceLocation)
        }
        #expect(try store.rollupFaults().isEmpty, comment, sourceLocation: sourceLocation)
    }
}
