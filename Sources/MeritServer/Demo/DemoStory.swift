import MeritCore

/// One order with everything that makes a proof worth reading: a token that had expired, a click
/// too old, one by another guide that wins, a robot's, one that came after the payment, and a
/// refund of one line.
struct DemoStory {
    let touches: [DemoTouch]
    let order: DemoOrder

    static let orderID = "STORY-1"

    init(_ retailer: DemoRetailer, _ customer: DemoCustomer, _ window: DemoWindow) {
        let created = window.end.advanced(by: .days(-6))
        let browser: DemoTouch.Aliases = [("visitor", customer.visitor)]
        let known: DemoTouch.Aliases = [("unionid", customer.unionID)]
        func moment(_ duration: Int64) -> Timestamp {
            created.advanced(by: .minutes(duration))
        }
        func guide(_ place: Int) -> StaffNumber { retailer.guides[place].staff }
        func link(_ place: Int) -> LinkNumber { retailer.guides[place].links[0] }
        let flash = LinkNumber(unchecked: 46)
        let agent = DemoTouch.browsers[0]
        touches = [
            DemoTouch(
                .linkClick, moment(-12 * 1_440), guide(2), flash, browser, userAgent: agent),
            DemoTouch(
                .pageView, moment(-12 * 1_440 + 2), guide(2), flash, browser + known,
                userAgent: agent),
            DemoTouch(
                .linkClick, moment(-3 * 1_440), guide(7), link(7), browser, userAgent: agent),
            DemoTouch(
                .linkClick, moment(-120), guide(11), link(11), browser,
                userAgent: DemoTouch.robot, verdict: .preview),
            DemoTouch(
                .miniprogramOpen, moment(95), guide(15), LinkNumber(unchecked: 38),
                known + [("openid", customer.openID)], userAgent: agent),
        ]
        var order = DemoOrder(
            id: Self.orderID, created: created, paid: moment(3), completed: moment(2 * 1_440),
            store: nil,
            lines: [
                .init(
                    id: "1", sku: "CT-7", category: "coats", quantity: 1, amount: 129_900),
                .init(
                    id: "2", sku: "SC-3", category: "accessories", quantity: 1, amount: 29_900),
            ], freight: 0,
            buyer: known + [("phone", customer.phone)],
            token: DemoToken(
                staff: guide(2), link: flash, issued: window.last.advanced(by: -18)))
        order.refund(at: moment(4 * 1_440), .line("2", amount: 29_900))
        self.order = order
    }
}
