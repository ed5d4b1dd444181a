package import MeritCore

/// What customers did with links all month, one visit after the other.
struct DemoTraffic {
    let retailer: DemoRetailer
    let customers: [DemoCustomer]
    let window: DemoWindow
    private(set) var touches: [DemoTouch] = []
    /// Visits of people, in the order they were made up; orders follow from some of them.
    private(set) var visits: [DemoVisit] = []

    init(_ retailer: DemoRetailer, _ customers: [DemoCustomer], _ window: DemoWindow) {
        self.retailer = retailer
        self.customers = customers
        self.window = window
    }

    /// Makes visits up until there are `count` touches. The first two customers are left out:
    /// theirs are the stories.
    mutating func fill(to count: Int, _ random: inout DemoRandom) {
        while touches.count < count { visit(atMost: count - touches.count, &random) }
    }

    private mutating func visit(atMost room: Int, _ random: inout DemoRandom) {
        // Some customers come often, most of them rarely.
        let place = random.int(2...customers.count - 1) * random.int(1...100) / 100
        let customer = max(2, place)
        let home = customers[customer].guide
        let guide = retailer.guides[
            random.happens(75) ? home : random.int(0...retailer.guides.count - 1)]
        let visit = DemoVisit(
            customer: customer, guide: guide.staff, store: guide.store,
            link: random.pick(guide.links), at: window.instant(&random))
        if random.happens(12) {
            touches.append(stray(visit, &random))
            return
        }
        let made = touches(of: visit, &random).prefix(room)
        visits.append(visit)
        touches += made
    }

    /// A request that was no visit: nobody's identifiers, and no evidence.
    private func stray(_ visit: DemoVisit, _ random: inout DemoRandom) -> DemoTouch {
        let verdict = random.pick([Verdict.preview, .preview, .bot, .prefetch, .duplicate, .head])
        return DemoTouch(
            .linkClick, visit.at, visit.guide, visit.link, [], userAgent: DemoTouch.robot,
            verdict: verdict)
    }

    private func touches(of visit: DemoVisit, _ random: inout DemoRandom) -> [DemoTouch] {
        let customer = customers[visit.customer]
        let agent = random.pick(DemoTouch.browsers)
        func touch(
            _ kind: TouchKind, after seconds: Int, _ aliases: DemoTouch.Aliases
        ) -> DemoTouch {
            DemoTouch(
                kind, visit.at.advanced(by: .seconds(Int64(seconds))), visit.guide, visit.link,
                aliases, userAgent: agent)
        }
        switch retailer.link(visit.link).kind {
        case .h5:
            let isLoggedIn = random.happens(55)
            let known: DemoTouch.Aliases = isLoggedIn ? [("unionid", customer.unionID)] : []
            let views = (0..<random.int(0...3)).map { number in
                touch(
                    .pageView, after: 20 + number * random.int(15...90),
                    [("visitor", customer.visitor)] + known)
            }
            return [touch(.linkClick, after: 0, [("visitor", customer.visitor)])] + views
        case .miniprogram:
            let ids: DemoTouch.Aliases = [
                ("unionid", customer.unionID), ("openid", customer.openID),
            ]
            let views = (0..<random.int(0...2)).map { number in
                touch(.pageView, after: 15 + number * 40, ids)
            }
            return [touch(.miniprogramOpen, after: 0, ids)] + views
        case .acquisition:
            let ids: DemoTouch.Aliases = [
                ("external_userid", customer.externalUserID), ("unionid", customer.unionID),
            ]
            let added = [touch(.contactAdded, after: 0, ids)]
            return random.happens(60) ? added + [touch(.firstMessage, after: 90, ids)] : added
        }
    }
}

/// One customer on one guide's link.
struct DemoVisit: Sendable {
    /// By place.
    let customer: Int
    let guide: StaffNumber
    /// The guide's, by place.
    let store: Int
    let link: LinkNumber
    let at: Timestamp
}

/// The time that the demo fills: business days of Shanghai, the last one up to some minutes ago.
package struct DemoWindow: Sendable {
    package let first: CivilDate
    package let last: CivilDate
    let start: Timestamp
    let end: Timestamp

    /// Days, today included: thirty, or as many as bring nine of the month before.
    package let days: Int
    /// What happens after `end` is done live.
    private static let reserved = Milliseconds.minutes(20)
    /// Shanghai is eight hours ahead of UTC all year.
    private static let offset = Milliseconds.hours(8)

    package init(now: Timestamp) {
        let local = now.advanced(by: Self.offset).milliseconds
        last = CivilDate(daysSince1970: Int(local / Milliseconds.days(1).value))
        days = max(30, last.parts.day + 9)
        first = last.advanced(by: 1 - days)
        start = Timestamp(
            milliseconds: Int64(first.daysSince1970) * Milliseconds.days(1).value
        ).advanced(by: Milliseconds(-Self.offset.value))
        end = now.advanced(by: Milliseconds(-Self.reserved.value))
    }

    /// Some moment, more likely at noon and in the evening than at night.
    func instant(_ random: inout DemoRandom) -> Timestamp {
        while true {
            let day = random.int(0...days - 1)
            let hour = random.pick(Self.hours)
            let seconds = Int64(day * 86_400 + hour * 3_600 + random.int(0...3_599))
            let at = start.advanced(by: .seconds(seconds))
            if at < end { return at }
        }
    }

    /// Each as often as it is likely.
    private static let hours = [
        7, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 13, 13, 14, 15, 16, 17, 18, 18, 19, 19, 19, 20, 20,
        20, 20, 21, 21, 21, 22, 22, 23, 0, 2,
    ]
}
