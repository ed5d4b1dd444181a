package import MeritCore
import MeritJSON

/// What the demo does over HTTP as customers and the mall would: clicks, views and webhooks.
package struct DemoLive: Sendable {
    package static let clickCount = 300
    package static let viewCount = 200
    package static let orderCount = 60
    package static let refundCount = 5

    /// Clicks, in their order; the later ones are done by robots and by browsers that only look
    /// ahead.
    package let visits: [Visit]
    private let lines: [[DemoOrder.Line]]

    package struct Visit: Sendable {
        package let customer: DemoCustomer
        package let token: DemoToken
        package let userAgent: String
        package let manner: Manner
    }

    /// How a link is requested.
    package enum Manner: Sendable {
        case followed
        /// By a browser that loads it in advance.
        case prefetched
        /// By a program that asks for the head alone.
        case head
    }

    init(
        _ retailer: DemoRetailer, _ customers: [DemoCustomer], _ window: DemoWindow,
        _ random: inout DemoRandom
    ) {
        visits = (0..<Self.clickCount).map { place in
            let customer = customers[random.int(2...customers.count - 1)]
            let guide = retailer.guides[customer.guide]
            let strayFrom = Self.clickCount - 30
            return Visit(
                customer: customer,
                token: DemoToken(
                    staff: guide.staff, link: random.pick(guide.links), issued: window.first),
                userAgent: random.pick(DemoTouch.browsers),
                manner: place < strayFrom ? .followed : place % 3 == 0 ? .head : .prefetched)
        }
        lines = (0..<Self.orderCount).map { _ in DemoOrders.lines(&random) }
    }

    package static func orderID(_ number: Int) -> String {
        "LIVE-" + String(String(100 + number).dropFirst())
    }

    /// What a browser knows after a click that was recorded.
    package struct Click: Sendable {
        package let token: String
        package let clickID: String
        package let visitor: String

        package init(token: String, clickID: String, visitor: String) {
            self.token = token
            self.clickID = clickID
            self.visitor = visitor
        }
    }

    /// The body of the webhook for the order that follows from a click; 1 is the first order.
    package func paidBody(
        _ number: Int, _ click: Click, _ customer: DemoCustomer, at: Timestamp
    ) -> [UInt8] {
        body("order.paid", number, version: 2, at) { event in
            event.member("created_at", at.advanced(by: .seconds(-1)).rfc3339)
            event.member("paid_at", at.rfc3339)
            event.array("lines", lines[number - 1]) { $0.write($1) }
            event.member("freight", 800)
            event.write(buyer: [
                ("unionid", customer.unionID), ("phone", customer.phone),
                ("visitor", click.visitor),
            ])
            event.object("attribution") { members in
                members.member("token", click.token)
                members.member("click_id", click.clickID)
            }
        }
    }

    /// The body of the webhook for the refund of an order's first line.
    package func refundBody(_ number: Int, at: Timestamp) -> [UInt8] {
        body("order.refunded", number, version: 3, at) { event in
            event.object("refund") { refund in
                refund.member("refund_id", "R-\(Self.orderID(number))")
                refund.array("lines", lines[number - 1].prefix(1)) { writer, line in
                    writer.object { refunded in
                        refunded.member("line_id", line.id)
                        refunded.member("amount", line.amount)
                    }
                }
            }
        }
    }

    /// A webhook that says an amount below nothing: signed, refused, kept as a bad record.
    package func faultyBody(at: Timestamp) -> [UInt8] {
        body("order.paid", 99, version: 2, at) { event in
            event.member("created_at", at.rfc3339)
            event.member("paid_at", at.rfc3339)
            event.array("lines", [-100]) { writer, amount in
                writer.object { line in
                    line.member("line_id", "1")
                    line.member("amount", amount)
                }
            }
        }
    }

    private func body(
        _ type: String, _ number: Int, version: Int, _ at: Timestamp,
        _ rest: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { event in
            event.member("type", type)
            event.member("shop", DemoRetailer.shop)
            event.member("order_id", Self.orderID(number))
            event.member("version", version)
            event.member("occurred_at", at.rfc3339)
            event.member("currency", "CNY")
            rest(&event)
        }
        return writer.take()
    }
}
