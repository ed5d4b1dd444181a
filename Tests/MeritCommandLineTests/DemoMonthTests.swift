import MeritCore
import MeritIdentity
import MeritJSON
import MeritOrders
import MeritServer
import Testing

@testable import merit

struct DemoMonthTests {
    private static let now = Timestamp(milliseconds: 1_795_000_000_000)
    private static let month = DemoMonth(seed: 7, now: now)

    private var tokens: [DemoToken: String] {
        Dictionary(
            uniqueKeysWithValues: Self.month.tokens.enumerated().map { ($1, "token-\($0)") })
    }

    private func lines(_ bytes: [UInt8]) throws -> [JSONValue] {
        try bytes.split(separator: 0x0a).map { try JSONValue(parsing: $0) }
    }

    @Test func `the same seed gives the same month, another seed another one`() {
        let again = DemoMonth(seed: 7, now: Self.now)
        #expect(again.touchLines == Self.month.touchLines)
        #expect(again.orderLines(tokens) == Self.month.orderLines(tokens))
        #expect(again.staffCSV == Self.month.staffCSV)
        #expect(DemoMonth(seed: 8, now: Self.now).touchLines != Self.month.touchLines)
    }

    @Test func `it is as large as the interface says`() throws {
        let month = Self.month
        #expect(month.retailer.stores.count == 3)
        #expect(month.retailer.guides.count == 20)
        #expect(month.retailer.links.count == 50)
        #expect(
            month.importedTouchCount + DemoLive.clickCount + DemoLive.viewCount
                == DemoMonth.touchCount)
        #expect(month.importedOrderCount + DemoLive.orderCount == DemoMonth.orderCount)
        let events = try lines(month.orderLines(tokens))
        let orders = Set(events.compactMap { $0["order_id"]?.string })
        #expect(orders.count == month.importedOrderCount)
        let refunds = events.count { $0["type"]?.string == "order.refunded" }
        #expect(refunds + DemoLive.refundCount == DemoMonth.orderCount * 8 / 100)
    }

    @Test func `every event id stands once, and everything happened in the window`() throws {
        let month = Self.month
        let all = try lines(month.touchLines) + lines(month.orderLines(tokens))
        let ids = all.compactMap { $0["event_id"]?.string }
        #expect(ids.count == all.count && Set(ids).count == ids.count)
        for line in all {
            let text = line["at"]?.string ?? line["occurred_at"]?.string ?? ""
            let at = try #require(Timestamp(rfc3339: text))
            #expect(at < Self.now, "\(text)")
            let day = Timestamp(milliseconds: at.milliseconds + 8 * 3_600_000).rfc3339.prefix(10)
            #expect(month.window.first.description <= day, "\(text)")
        }
    }

    @Test func `every order event is one that the parser takes`() throws {
        let month = Self.month
        let hasher = try #require(
            AliasHasher(
                pseudonymKey: [UInt8](repeating: 1, count: 32), mainAppID: nil, mainCorpID: nil))
        let parser = OrderEventParser(
            hasher: hasher, token: { _ in .rejected(.malformed) }, click: { _, _ in .unknown })
        let shop = try #require(ShopName(DemoRetailer.shop))
        let provenance = ImportProvenance(actor: .system, file: .zero, line: 1)
        for line in month.orderLines(tokens).split(separator: 0x0a) {
            _ = try parser.importLine(line, shop: shop, provenance: provenance)
        }
    }

    @Test func `an order's refunds never exceed it`() throws {
        var amounts: [String: Int64] = [:]
        for event in try lines(Self.month.orderLines(tokens)) {
            let order = event["order_id"]?.string ?? ""
            if let lines = event["lines"] {
                amounts[order] = lines.elements.reduce(0) { $0 + ($1["amount"]?.number ?? 0) }
            }
            guard let refund = event["refund"] else { continue }
            let refunded =
                refund["amount"]?.number
                ?? refund["lines"]?.elements.reduce(0) { $0 + ($1["amount"]?.number ?? 0) } ?? 0
            #expect(refunded > 0 && refunded <= amounts[order] ?? 0, "\(order)")
        }
    }
}
