import Foundation
import MeritCore
import MeritCrypto
import MeritJournal

/// Sixty days of clicks and paid orders, as collector and webhook record them: a customer clicks
/// about ten times for each order, always with one visitor cookie, and orders under a unionid that
/// the shop's page tied to it. The same rows go to two CSV files for a peer.
struct HistoryWriter {
    let directory: String
    /// A folder for `touches.csv` and `orders.csv`; nil: none are written.
    let rows: String?
    let staff: Int
    let links: Int
    let touches: Int
    let orders: Int

    private static let factsPerBatch = 4_096
    private static let days: Int64 = 60

    func write() async throws {
        let journal = try BenchmarkJournal.open(directory, .mustExist)
        var history = History(
            staff: staff, links: links, touches: touches, orders: orders,
            from: BenchmarkJournal.now().advanced(by: .days(-Self.days)), over: .days(Self.days))
        let touchRows = rows.map { RowFile("\($0)/touches.csv", "customer,at,staff") }
        let orderRows = rows.map { RowFile("\($0)/orders.csv", "customer,at,amount") }
        var left = touches + orders
        while left > 0 {
            var buffer = journal.emptyBuffer()
            for _ in 0..<min(left, Self.factsPerBatch) {
                history.append(to: &buffer, touchRows, orderRows)
            }
            left -= buffer.count
            _ = try await journal.append(buffer, class: .traffic)
        }
        try touchRows?.close()
        try orderRows?.close()
        journal.close()
        print("touches=\(touches) orders=\(orders)")
    }
}

/// Lines of text on their way to a file.
final class RowFile {
    private let path: String
    private var text: String

    init(_ path: String, _ titles: String) {
        self.path = path
        text = titles + "\n"
    }

    func add(_ row: String) { text += row + "\n" }

    func close() throws { try text.write(toFile: path, atomically: false, encoding: .utf8) }
}

/// The facts, one after the other, evenly over the time.
private struct History {
    private var random = SplitMix64(3)
    private let staff: Int
    private let links: Int
    private let orders: Int
    private let total: Int
    private let customers: UInt64
    private let start: Timestamp
    private let span: Milliseconds
    private var made = 0
    private var ordered = 0

    init(
        staff: Int, links: Int, touches: Int, orders: Int, from start: Timestamp,
        over span: Milliseconds
    ) {
        self.staff = staff
        self.links = links
        self.orders = orders
        total = touches + orders
        customers = UInt64(max(1, orders / 3))
        self.start = start
        self.span = span
    }

    private static let agent = Array("Mozilla/5.0 (iPhone) MicroMessenger/8.0.49".utf8)

    mutating func append(to buffer: inout RecordBuffer, _ touches: RowFile?, _ orders: RowFile?) {
        // Milliseconds of 60 days times 2⁶⁴ would not fit: in 128 bits it does.
        let at = start.advanced(
            by: Milliseconds(Int64(Int128(span.value) * Int128(made) / Int128(total))))
        let customer = UInt64.random(in: 1...customers, using: &random)
        let isOrder = (made + 1) * self.orders / total > made * self.orders / total
        made += 1
        if isOrder {
            ordered += 1
            let amount = Int64.random(in: 100...100_000, using: &random)
            orders?.add("\(customer),\(at.milliseconds),\(amount)")
            buffer.append(order(customer, at, amount), time: at) { salt() }
        } else {
            let member = Int.random(in: 0..<staff, using: &random)
            touches?.add("\(customer),\(at.milliseconds),\(1_001 + member)")
            buffer.append(click(customer, member), time: at) { salt() }
        }
    }

    private mutating func salt() -> PersonalSalt { PersonalSalt(random.next(), random.next()) }

    private func alias(_ kind: AliasKind, _ customer: UInt64) -> Alias {
        Alias(kind: kind, high: customer &* 0x9e37_79b9_7f4a_7c15, low: customer)
    }

    private mutating func click(_ customer: UInt64, _ member: Int) -> LinkClick {
        let link = UInt32.random(in: 1...UInt32(links), using: &random)
        return LinkClick(
            token: TokenClaim(
                slot: KeySlot(unchecked: 0), staff: StaffNumber(unchecked: UInt32(1_001 + member)),
                link: LinkNumber(unchecked: link), issued: IssueDay(2_516)),
            verdict: .human, rejection: nil,
            personal: LinkClick.Personal(
                visitor: alias(.visitor, customer),
                network: NetworkPrefix(address: [192, 0, 2, 1]), userAgent: Self.agent))
    }

    private func order(_ customer: UInt64, _ at: Timestamp, _ amount: Int64) -> OrderEvent {
        let name = "P\(ordered)"
        return OrderEvent(
            order: OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: name)),
            event: EventID(unchecked: name), contentDigest: SHA256.hash(Array(name.utf8)),
            provenance: nil, type: .paid, orderVersion: 1, occurredAt: at, currency: .renminbi,
            createdAt: .value(at), paidAt: .value(at),
            lines: .value([
                OrderLine(
                    line: LineID(unchecked: "1"), sku: nil, category: nil, quantity: 1,
                    amount: MinorAmount(amount))
            ]),
            buyer: [
                .init(kind: .unionid, alias: alias(.unionid, customer)),
                .init(kind: .visitor, alias: alias(.visitor, customer)),
            ])
    }
}
