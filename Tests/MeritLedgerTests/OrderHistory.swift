import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// A random order: what its shop says about its amounts, and who is credited in which proportion.
struct OrderHistory {
    private(set) var events: [OrderEvent] = []
    let shares: [Decision.Share]
    let basis: NetBasis
    let calendar: BusinessCalendar
    private static let lineIDs = ["a", "b", "c"]
    /// 2026-11-20, so that the weeks after it cross the ends of two months.
    private static let begin: Int64 = 1_795_132_800_000

    init(using random: inout SeededGenerator) {
        let payees = Array(UInt32(0)...6).shuffled(using: &random).prefix(.random(in: 1...4))
        shares = payees.sorted().map { payee in
            Decision.Share(
                payee: StaffNumber(unchecked: payee), department: nil,
                weight: [1, 1, 2, 3, 1_000_000, .random(in: 1...99)].randomElement() ?? 1)
        }
        let gift: Set = [Category(unchecked: "gift")]
        basis = NetBasis(
            Bool.random(using: &random) ? .paid : .goods,
            excluding: Bool.random(using: &random) ? gift : [])
        calendar = OrderBooks.shanghai(
            dayStartMinutes: [0, 240].randomElement(using: &random) ?? 0,
            monthStart: [1, 26].randomElement(using: &random) ?? 1)
        add(.paid, using: &random)
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let roll = Int.random(in: 0..<10, using: &random)
            let type: OrderEventType = roll < 7 ? .refunded : roll < 9 ? .created : .cancelled
            add(type, using: &random)
        }
    }

    static func moment(using random: inout SeededGenerator) -> Timestamp {
        let hours = Int64.random(in: 0..<24 * 60, using: &random)
        return Timestamp(milliseconds: begin + hours * 3_600_000)
    }

    /// Adds one event with the highest version so far.
    mutating func add(_ type: OrderEventType, using random: inout SeededGenerator) {
        let number = UInt64(events.count + 1)
        let moment = Self.moment(using: &random)
        let tellsLines = type == .paid || type == .created
        events.append(
            OrderEvent(
                order: OrderBooks.key, event: EventID(unchecked: "E\(number)"),
                contentDigest: .zero, provenance: nil, type: type, orderVersion: number,
                occurredAt: moment, currency: .renminbi,
                paidAt: type == .paid ? .value(moment) : .absent,
                lines: tellsLines ? .value(Self.lines(using: &random)) : .absent,
                freight: type == .paid ? .value(Self.amount(using: &random)) : .absent,
                refund: type == .refunded ? Self.refund(using: &random) : nil))
    }

    private static func amount(using random: inout SeededGenerator) -> MinorAmount {
        let most = [3, 100, 20_000].randomElement(using: &random) ?? 3
        return MinorAmount(.random(in: 0...Int64(most), using: &random))
    }

    private static func lines(using random: inout SeededGenerator) -> [OrderLine] {
        lineIDs.shuffled(using: &random).prefix(.random(in: 1...3)).map { line in
            OrderLine(
                line: LineID(unchecked: line), sku: nil,
                category: Int.random(in: 0..<4, using: &random) == 0
                    ? Category(unchecked: "gift") : nil,
                quantity: nil, amount: amount(using: &random))
        }
    }

    private static func refund(using random: inout SeededGenerator) -> Refund {
        let id = RefundID(unchecked: "R\(Int.random(in: 1...3, using: &random))")
        guard Int.random(in: 0..<3, using: &random) > 0 else {
            return Refund(refund: id, scope: .order(amount(using: &random)))
        }
        let lines = lineIDs.shuffled(using: &random).prefix(.random(in: 0...2)).map { line in
            Refund.LineRefund(line: LineID(unchecked: line), amount: amount(using: &random))
        }
        return Refund(refund: id, scope: .lines(lines, freight: amount(using: &random)))
    }
}

extension OrderHistory {
    /// What each account is due by month, literally: the target just before the month's end less
    /// that just before its start, units handed out one by one. In the form of `OrderBooks.sums`.
    func literalSums() throws -> [String: Int64] { try literalSums(among: shares) }

    func literalSums(among shares: [Decision.Share]) throws -> [String: Int64] {
        let state = try #require(try OrderState(folding: events))
        let bookedAt = try #require(state.paidAt)
        let months = Set((state.amountMoments + [bookedAt]).map { calendar.period(of: $0) })
        var sums: [String: Int64] = [:]
        for month in months {
            let last = Timestamp(milliseconds: calendar.end(of: month).milliseconds - 1)
            let before = Timestamp(milliseconds: calendar.start(of: month).milliseconds - 1)
            let opening = before < bookedAt ? [:] : targets(state, at: before, shares)
            for (account, target) in last < bookedAt ? [:] : targets(state, at: last, shares) {
                let due = target - (opening[account] ?? 0)
                if due != 0 { sums["\(account) \(month)"] = due }
            }
        }
        return sums
    }

    private func targets(
        _ state: OrderState, at moment: Timestamp, _ shares: [Decision.Share]
    ) -> [String: Int64] {
        let net = state.net(at: moment)
        let present = net.base(basis.credited, excluding: basis.excluded)
        var targets: [String: Int64] = [:]
        for base in present {
            for (payee, units) in handedOut(base.amount.value, among: shares) {
                targets["\(base.line) \(payee)"] = units
            }
        }
        return targets
    }

    private func handedOut(
        _ amount: Int64, among shares: [Decision.Share]
    ) -> [UInt32: Int64] {
        // Unattributed stands last, so that it loses every tie.
        let claims = shares.filter { $0.payee.value > 0 } + shares.filter { $0.payee.value == 0 }
        var units: [UInt32: Int64] = [:]
        for claim in claims { units[claim.payee.value] = 0 }
        for _ in 0..<amount {
            var best = claims[0]
            for claim in claims.dropFirst() {
                let mine = claim.weight * UInt64(2 * (units[best.payee.value] ?? 0) + 1)
                let theirs = best.weight * UInt64(2 * (units[claim.payee.value] ?? 0) + 1)
                if mine > theirs { best = claim }
            }
            units[best.payee.value, default: 0] += 1
        }
        return units
    }
}
