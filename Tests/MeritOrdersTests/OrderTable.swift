import MeritCore
import Testing

@testable import MeritOrders

/// Order events as rows that a person can read:
///
///     event  type      version  at     what it says
///     E1     created   1        10:00  created=10:00 store=S1 lines=a:100,b:50@gift freight=8
///     E2     refunded  2        11:00  refund=R1(a:30,freight:2)
///     E3     refunded  3        12:00  refund=R2(*:50)
///
/// `x=-` clears a leaf; times are of 2026-11-21 in UTC; `@` names a line's category, `*` the whole
/// order; phones and members are aliases by number.
enum OrderTable {
    static let key = OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A1"))

    static func events(_ text: String) throws -> [OrderEvent] {
        try text.split(separator: "\n").map { try event($0) }
    }

    static func state(_ text: String) throws -> OrderState {
        try #require(try OrderState(folding: events(text)))
    }

    static func time(_ clock: some StringProtocol) throws -> Timestamp {
        try #require(Timestamp(rfc3339: "2026-11-21T\(clock):00Z"), "\(clock)")
    }

    static func event(_ row: Substring) throws -> OrderEvent {
        let cells = row.split(separator: " ")
        var leaves: [Substring: Substring] = [:]
        for cell in cells.dropFirst(4) {
            let pair = cell.split(separator: "=", maxSplits: 1)
            leaves[pair[0]] = pair[1]
        }
        let version = try #require(UInt64(cells[2]))
        return OrderEvent(
            order: key, event: EventID(unchecked: String(cells[0])), contentDigest: .zero,
            provenance: nil, type: try #require(OrderEventType(name: "order.\(cells[1])")),
            orderVersion: version, occurredAt: try time(cells[3]),
            currency: Currency(unchecked: String(leaves["currency"] ?? "CNY")),
            createdAt: try leaf(leaves["created"], time), paidAt: try leaf(leaves["paid"], time),
            completedAt: try leaf(leaves["completed"], time),
            store: leaf(leaves["store"]) { StoreCode(unchecked: String($0)) },
            lines: try leaf(leaves["lines"], lines),
            freight: try leaf(leaves["freight"], amount),
            assignedStaff: try leaf(leaves["staff"]) { try #require(StaffNumber(Int($0) ?? 0)) },
            refund: try leaves["refund"].map(refund), buyer: try buyer(leaves))
    }

    private static func leaf<Value>(
        _ cell: Substring?, _ read: (Substring) throws -> Value
    ) rethrows -> Leaf<Value> {
        guard let cell else { return .absent }
        return cell == "-" ? .cleared : .value(try read(cell))
    }

    private static func amount(_ cell: some StringProtocol) throws -> MinorAmount {
        MinorAmount(try #require(Int64(cell), "\(cell)"))
    }

    private static func lines(_ cell: Substring) throws -> [OrderLine] {
        try cell.split(separator: ",").map { item in
            let pair = item.split(separator: ":")
            let rest = pair[1].split(separator: "@")
            return OrderLine(
                line: LineID(unchecked: String(pair[0])), sku: nil,
                category: rest.count > 1 ? Category(unchecked: String(rest[1])) : nil,
                quantity: nil, amount: try amount(rest[0]))
        }
    }

    private static func refund(_ cell: Substring) throws -> Refund {
        let pair = cell.dropLast().split(separator: "(")
        let id = RefundID(unchecked: String(pair[0]))
        var lines: [Refund.LineRefund] = []
        var freight = MinorAmount.zero
        for item in pair[1].split(separator: ",") {
            let part = item.split(separator: ":")
            let amount = try amount(part[1])
            switch part[0] {
            case "*": return Refund(refund: id, scope: .order(amount))
            case "freight": freight = amount
            default:
                let line = LineID(unchecked: String(part[0]))
                lines.append(Refund.LineRefund(line: line, amount: amount))
            }
        }
        return Refund(refund: id, scope: .lines(lines, freight: freight))
    }

    private static func buyer(_ leaves: [Substring: Substring]) throws -> [OrderEvent.BuyerLeaf] {
        try [AliasKind.phone, .member].compactMap { kind in
            guard let cell = leaves[Substring(kind.name)] else { return nil }
            if cell == "-" { return OrderEvent.BuyerLeaf(kind: kind, alias: nil) }
            let alias = Alias(kind: kind, high: 0, low: try #require(UInt64(cell)))
            return OrderEvent.BuyerLeaf(kind: kind, alias: alias)
        }
    }
}

extension OrderTable {
    /// `a 70, b 50, freight 8`, and behind `; over` what was refunded too much.
    static func text(_ net: NetAmounts) -> String {
        let lines = net.lines.map { "\($0.line) \($0.net.value)" }
        let amounts = (lines + ["freight \(net.freight.value)"]).joined(separator: ", ")
        let over = net.excess.map { excess in
            switch excess.scope {
            case .line(let line): "\(line) \(excess.amount.value)"
            case .freight: "freight \(excess.amount.value)"
            case .order: "order \(excess.amount.value)"
            }
        }
        return over.isEmpty ? amounts : "\(amounts); over: \(over.joined(separator: ", "))"
    }

    /// What the state says, in the words of the table; leaves that say nothing are left out.
    static func text(_ state: OrderState) -> String {
        var words: [String] = []
        func say(_ name: String, _ value: String?) {
            if let value { words.append("\(name)=\(value)") }
        }
        func clock(_ time: Timestamp) -> String { String(time.rfc3339.dropFirst(11).prefix(5)) }
        say("created", state.createdAt.map(clock))
        say("paid", state.paidAt.map(clock))
        say("completed", state.completedAt.map(clock))
        say("store", state.store?.value)
        let lines = state.lines.map { line in
            "\(line.line):\(line.amount.value)" + (line.category.map { "@\($0)" } ?? "")
        }
        say("lines", lines.isEmpty ? nil : lines.joined(separator: ","))
        say("freight", state.freight == .zero ? nil : String(state.freight.value))
        say("staff", state.assignedStaff.map { String($0.value) })
        for alias in state.buyer { say(alias.kind.name, String(alias.low)) }
        say("cancelled", state.cancelledAt.map(clock))
        return words.joined(separator: " ")
    }
}
