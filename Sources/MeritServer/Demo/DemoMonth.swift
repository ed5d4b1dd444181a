package import MeritCore
import MeritJSON

/// Everything that `merit demo` fills a directory with. It follows from the seed and the time
/// alone: the same seed gives the same people, visits and orders, counted back from `now`.
package struct DemoMonth: Sendable {
    package static let customerCount = 2_000
    /// Clicks and views, those that are done live included.
    package static let touchCount = 20_000
    package static let orderCount = 1_500
    /// 8 %.
    package static let refundCount = 120

    package let retailer: DemoRetailer
    package let window: DemoWindow
    package let live: DemoLive
    package let leaving: DemoLeaving
    private let touches: [DemoTouch]
    private let orders: [DemoOrder]

    package init(seed: UInt64, now: Timestamp) {
        var random = DemoRandom(seed: seed)
        let retailer = DemoRetailer(&random)
        let window = DemoWindow(now: now)
        let customers = (0..<Self.customerCount).map { index in
            DemoCustomer(index, guideCount: retailer.guides.count, &random)
        }
        let story = DemoStory(retailer, customers[0], window)
        var traffic = DemoTraffic(retailer, customers, window)
        traffic.fill(
            to: Self.touchCount - DemoLive.clickCount - DemoLive.viewCount - story.touches.count,
            &random)
        var orders = DemoOrders(traffic)
        orders.fill(to: Self.orderCount - DemoLive.orderCount - 2, &random)
        orders.refund(Self.refundCount - DemoLive.refundCount - 1, &random)
        leaving = DemoLeaving(retailer, customers, window, traffic.touches)
        self.retailer = retailer
        self.window = window
        self.touches = (traffic.touches + story.touches).sorted { $0.at < $1.at }
        self.orders = orders.orders + [story.order, leaving.order]
        live = DemoLive(retailer, customers, window, &random)
    }

    static func orderID(_ number: Int) -> String {
        let text = String(number)
        return "D" + String(repeating: "0", count: max(0, 5 - text.count)) + text
    }

    /// The order whose proof is worth reading.
    package static var storyOrder: String { DemoStory.orderID }

    /// Every token that orders and live clicks carry, each once.
    package var tokens: [DemoToken] {
        let all = Set(orders.compactMap(\.token) + live.visits.map(\.token))
        return all.sorted {
            ($0.staff, $0.link, $0.issued) < ($1.staff, $1.link, $1.issued)
        }
    }

    /// The file for `touch import`, in the order of time.
    package var touchLines: [UInt8] {
        var writer = JSONWriter(reserving: touches.count * 320)
        for (place, touch) in touches.enumerated() {
            touch.write(to: &writer, event: "demo-touch-\(place + 1)")
        }
        return writer.take()
    }

    package var staffCSV: String { retailer.staffCSV(leaving) }
    package var contactLines: [UInt8] { leaving.contactLines }
    package var handOverLines: [UInt8] { leaving.handOverLines }

    /// The month that is over, and of which the demo has some days.
    package var monthToClose: Period {
        let day = window.first.parts
        return Period(index: day.year * 12 + day.month - 1)
    }

    /// The file for `order import`, in the order of time.
    package func orderLines(_ tokens: [DemoToken: String]) -> [UInt8] {
        let events = orders.flatMap { $0.events(tokens) }
        return events.sorted { $0.at < $1.at }.flatMap(\.json)
    }

    package var importedTouchCount: Int { touches.count }
    package var importedOrderCount: Int { orders.count }
}
