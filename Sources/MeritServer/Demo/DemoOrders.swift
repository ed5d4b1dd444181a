import MeritCore

/// The orders of the month: most follow from a visit, some from a code that was scanned, some come
/// in the store or from nowhere.
struct DemoOrders {
    let retailer: DemoRetailer
    let customers: [DemoCustomer]
    let window: DemoWindow
    let visits: [DemoVisit]
    private(set) var orders: [DemoOrder] = []

    init(_ traffic: DemoTraffic) {
        retailer = traffic.retailer
        customers = traffic.customers
        window = traffic.window
        visits = traffic.visits
    }

    mutating func fill(to count: Int, _ random: inout DemoRandom) {
        while orders.count < count {
            switch random.int(1...100) {
            case ...58: afterVisit(&random)
            case ...68: scanned(&random)
            case ...88: inStore(&random)
            default: online(&random)
            }
        }
    }

    /// Refunds `count` orders, whole or in part; those of the last two days not yet.
    mutating func refund(_ count: Int, _ random: inout DemoRandom) {
        let latest = window.end.advanced(by: .days(-2))
        var places = orders.indices.filter { orders[$0].paid < latest }
        places.shuffle(using: &random)
        for place in places.prefix(count) {
            let order = orders[place]
            let hours = random.int(20...47)
            let at = order.paid.advanced(by: .hours(Int64(hours)))
            let line = random.pick(order.lines)
            switch random.int(1...100) {
            case ...60: orders[place].refund(at: at, .line(line.id, amount: line.amount))
            case ...85: orders[place].refund(at: at, .line(line.id, amount: line.amount / 2))
            default: orders[place].refund(at: at, .order(amount: order.amount))
            }
        }
    }

    // MARK: Where orders come from

    private mutating func afterVisit(_ random: inout DemoRandom) {
        let visit = random.pick(visits)
        let created = visit.at.advanced(by: .minutes(Int64(random.int(4...3_600))))
        guard created < window.end else { return }
        let carriesToken = random.happens(30)
        add(
            created, visit.customer,
            store: random.happens(45) ? retailer.stores[visit.store].code : nil,
            token: carriesToken ? token(visit.guide, visit.link) : nil, &random)
    }

    /// A printed code in a store: the mini-program passes its token on, and nobody clicked.
    private mutating func scanned(_ random: inout DemoRandom) {
        let guide = random.pick(retailer.guides)
        add(
            window.instant(&random), random.int(2...customers.count - 1),
            store: retailer.stores[guide.store].code,
            token: token(guide.staff, random.pick(guide.links)), &random)
    }

    private mutating func inStore(_ random: inout DemoRandom) {
        add(
            window.instant(&random), random.int(2...customers.count - 1),
            store: random.pick(retailer.stores).code, token: nil, &random)
    }

    private mutating func online(_ random: inout DemoRandom) {
        add(
            window.instant(&random), random.int(2...customers.count - 1), store: nil, token: nil,
            &random)
    }

    private func token(_ staff: StaffNumber, _ link: LinkNumber) -> DemoToken {
        DemoToken(staff: staff, link: link, issued: window.first)
    }

    // MARK: What stands on them

    private mutating func add(
        _ created: Timestamp, _ customer: Int, store: String?, token: DemoToken?,
        _ random: inout DemoRandom
    ) {
        let paid = created.advanced(by: .seconds(Int64(random.int(20...900))))
        let arrived = paid.advanced(by: .hours(Int64(random.int(60...160))))
        orders.append(
            DemoOrder(
                id: DemoMonth.orderID(orders.count + 1), created: created, paid: paid,
                completed: arrived < window.end ? arrived : nil, store: store,
                lines: Self.lines(&random), freight: store == nil ? 800 : 0,
                buyer: buyer(customers[customer], &random), token: token))
    }

    private func buyer(
        _ customer: DemoCustomer, _ random: inout DemoRandom
    ) -> DemoTouch.Aliases {
        var buyer: DemoTouch.Aliases = [("unionid", customer.unionID)]
        if random.happens(70) { buyer.append(("phone", customer.phone)) }
        if random.happens(40) { buyer.append(("member", customer.member)) }
        if random.happens(50) { buyer.append(("visitor", customer.visitor)) }
        return buyer
    }

    static func lines(_ random: inout DemoRandom) -> [DemoOrder.Line] {
        (1...random.pick([1, 1, 1, 2, 2, 3])).map { number in
            let article = random.pick(articles)
            let quantity = random.pick([1, 1, 1, 2])
            return DemoOrder.Line(
                id: "\(number)", sku: "\(article.sku)-\(random.int(10...49))",
                category: article.category, quantity: quantity,
                amount: quantity * random.int(article.yuan) * 100)
        }
    }

    private struct Article {
        let sku: String
        let category: String
        let yuan: ClosedRange<Int>
    }

    private static let articles = [
        Article(sku: "DR", category: "dresses", yuan: 299...1_299),
        Article(sku: "SH", category: "shoes", yuan: 199...899),
        Article(sku: "TP", category: "tops", yuan: 99...499),
        Article(sku: "BG", category: "bags", yuan: 399...2_399),
        Article(sku: "AC", category: "accessories", yuan: 29...199),
    ]
}
