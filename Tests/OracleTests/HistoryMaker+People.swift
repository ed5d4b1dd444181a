import MeritAttribution
import MeritCore
import SeededRandom

extension HistoryMaker {
    /// Adjustments, re-runs, closes: each between two settlings, so that what they find is settled.
    mutating func actLikePeople() {
        for _ in 0..<one(of: [0, 0, 1, 2]) { makeAdjustment(of: one(of: orders)) }
        for _ in 0..<one(of: [0, 0, 0, 1, 2]) { makeRerun() }
        for _ in 0..<one(of: [0, 1, 2, 2]) {
            let closed = laterMoment()
            settled(at: closed) { _ in .close }
            if random.happens(15) { makeWideRerun(at: closed) }
        }
    }

    private mutating func settled(
        at moment: Timestamp, _ act: (inout HistoryMaker) -> History.Act
    ) {
        add(.settle, at: moment)
        let act = act(&self)
        add(act, at: moment)
        add(.settle, at: moment)
    }

    /// Around when months end, or after everything.
    private mutating func laterMoment() -> Timestamp {
        if random.happens(30) { return moment() }
        return Self.begin.advanced(by: .days(Int64.random(in: 25...120, using: &random)))
    }

    private mutating func makeAdjustment(of order: OrderKey) {
        let proposed = laterMoment()
        settled(at: proposed) { maker in maker.claim(order) }
        guard random.happens(85) else { return }
        let resolution: Resolution = random.happens(75) ? .approved : .declined
        let resolved = proposed.advanced(by: .hours(one(of: [0, 1, 30, 400])))
        settled(at: resolved) { _ in .resolve(order, resolution) }
        if random.happens(20) { makeWideRerun(at: resolved) }
        // Whoever was refused asks again.
        if random.happens(30) { makeAdjustment(of: order) }
    }

    /// Every order again, right after something that no re-run may touch.
    private mutating func makeWideRerun(at moment: Timestamp) {
        let policy = one(of: policies).id
        let first = calendar.day(of: Self.opened)
        settled(at: moment) { _ in .rerun(policy, from: first, to: first.advanced(by: 300)) }
    }

    private mutating func claim(_ order: OrderKey) -> History.Act {
        var payees = persons.filter { _ in random.happens(40) }
        if random.happens(40) { payees.append(.unattributed) }
        if random.happens(25) { payees.append(one(of: houses)) }
        if payees.isEmpty { payees = [one(of: persons)] }
        payees.sort()
        guard random.happens(50) else {
            let parts = payees.map {
                History.Part(payee: $0, value: one(of: [0, 1, 1, 2, 7, 100, 1 << 40]))
            }
            return .adjust(order, parts, .weights)
        }
        let share = UInt64(1_000 / payees.count)
        return .adjust(
            order, payees.map { History.Part(payee: $0, value: share) }, .amounts)
    }

    private mutating func makeRerun() {
        let policy = one(of: policies).id
        let created = one(of: sales).moments[0]
        let days = [calendar.day(of: created), calendar.day(of: moment())].sorted()
        settled(at: laterMoment()) { _ in .rerun(policy, from: days[0], to: days[1]) }
    }
}
