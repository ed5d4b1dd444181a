import MeritAttribution
import MeritCore
import MeritOrders
import MeritStore

/// Judges the orders of one customer by the draft, in the order of (T, shop, order id).
struct GroupSimulation: Sendable {
    let sweep: Sweep
    let store: Store
    /// With the draft in force for the orders that are simulated.
    let directory: Directory
    /// As published, for the orders that are not.
    let published: PolicyBook
    let draft: Policy
    let comparison: OrderComparison
    /// The person's own aliases, by the numbers they have.
    let ownAliases: [Int64: Alias]
    let contacts: SweptContacts

    /// An order that is simulated, with its judging instant under the draft.
    private struct Subject {
        let order: SweptOrder
        let judgedAt: Timestamp
    }

    /// The simulated orders that have a judging instant, and those that have none.
    struct Outcome {
        var orders: [SimulatedOrder] = []
        var undecided = 0
        var adjusted = 0
    }

    /// `orders` are all of one customer; `isSimulated` tells which of them the draft judges,
    /// `aliases` what stands on an order.
    func run(
        _ orders: [SweptOrder], _ graph: inout CustomerGraph<Sweep>,
        aliases: (Int64) -> [Alias], isSimulated: (SweptOrder) -> Bool
    ) throws(StoreError) -> Outcome {
        var outcome = Outcome()
        var purchases: [Purchase] = []
        var subjects: [Subject] = []
        for order in orders {
            guard isSimulated(order), !order.isAdjusted else {
                if isSimulated(order) { outcome.adjusted += 1 }
                if let purchase = purchase(asRecorded: order) { purchases.append(purchase) }
                continue
            }
            guard let judgedAt = draft.judgingInstant(of: order.state) else {
                outcome.undecided += 1
                continue
            }
            subjects.append(Subject(order: order, judgedAt: judgedAt))
        }
        subjects.sort { left, right in
            left.judgedAt == right.judgedAt
                ? left.order.state.order < right.order.state.order
                : left.judgedAt < right.judgedAt
        }
        for subject in subjects {
            // Of one customer, but what stands on the order alone is its own.
            let customer = graph.customer(ofOrder: aliases(subject.order.number))
            let material = try judgingCase(subject, customer, purchases, &graph)
            guard
                case .decided(let decision) = judge(
                    material, directory: directory, detail: .credits)
            else {
                outcome.undecided += 1
                continue
            }
            let purchase = Purchase.of(
                subject.order.state, judgedBy: decision, policy: draft, directory: directory)
            if let purchase { purchases.append(purchase) }
            outcome.orders.append(comparison.compared(subject.order, decision, material))
        }
        return outcome
    }

    private func purchase(asRecorded order: SweptOrder) -> Purchase? {
        guard let judged = order.judgement,
            let policy = published.policy(judged.decision.policy)
        else { return nil }
        return Purchase.of(
            order.state, judgedBy: judged.decision, policy: policy, directory: directory)
    }

    // MARK: What a judgement reads

    private func judgingCase(
        _ subject: Subject, _ customer: OrderCustomer, _ purchases: [Purchase],
        _ graph: inout CustomerGraph<Sweep>
    ) throws(StoreError) -> JudgingCase {
        let order = subject.order
        let horizon = max(subject.judgedAt, order.state.createdAt ?? subject.judgedAt)
        let own = try touches(of: customer, until: horizon, &graph)
        return JudgingCase(
            order: order.state, touches: own, orderClick: try orderClick(order),
            customer: customer.bridges.map { ownAliases[Sweep.number(of: $0)] ?? $0 }.sorted(),
            handOvers: contacts.handOvers(of: customer),
            deletions: contacts.deletions(of: customer), purchases: purchases,
            firstDecidedAt: order.judgement?.firstAt, asOf: sweep.asOf, cause: .zero,
            occasion: .rerun)
    }

    private func touches(
        of customer: OrderCustomer, until horizon: Timestamp, _ graph: inout CustomerGraph<Sweep>
    ) throws(StoreError) -> [CaseTouch] {
        var places: Set<Int> = []
        for alias in customer.reach {
            for place in sweep.places(with: alias) where sweep.touches.time(place) <= horizon {
                places.insert(place)
            }
        }
        var seen: [CaseTouch] = []
        seen.reserveCapacity(places.count)
        var times: Set<Timestamp> = []
        var hasEqualTimes = false
        for place in places.sorted() {
            guard let belonging = graph.place(of: sweep.aliases(of: place), customer) else {
                continue
            }
            if !times.insert(sweep.touches.time(place)).inserted { hasEqualTimes = true }
            seen.append(try touch(place, belonging))
        }
        if hasEqualTimes {
            for index in seen.indices { seen[index] = try named(seen[index]) }
        }
        guard seen.count > JudgingCase.touchesMax else { return seen }
        return Array(seen.sorted(by: CaseTouch.isEarlier).suffix(JudgingCase.touchesMax))
    }

    private func orderClick(_ order: SweptOrder) throws(StoreError) -> CaseTouch? {
        guard case .verified(let alias)? = order.state.click,
            let place = sweep.touches.place(of: Sequence(alias.low)),
            sweep.touches.marks(place).isClick
        else { return nil }
        return try touch(place, .order)
    }

    /// Ids order equal times only, so they are read where there are such.
    private func touch(_ place: Int, _ belonging: Belonging) throws(StoreError) -> CaseTouch {
        let touches = sweep.touches
        let marks = touches.marks(place)
        let sequence = touches.sequence(place)
        guard let kind = marks.kind, let verdict = marks.verdict else {
            throw .damaged("touch \(sequence.value) cannot be read")
        }
        return CaseTouch(
            sequence: sequence, id: [], kind: kind, at: touches.time(place),
            staff: touches.staff(place), link: touches.link(place), token: touches.token(place),
            verdict: verdict, recordedAt: touches.recordedAt(place) ?? touches.time(place),
            belonging: belonging,
            origin: marks.isContact ? .contact : .customer)
    }

    private func named(_ touch: CaseTouch) throws(StoreError) -> CaseTouch {
        CaseTouch(
            sequence: touch.sequence, id: try store.touchName(touch.sequence)?.id ?? [],
            kind: touch.kind, at: touch.at, staff: touch.staff, link: touch.link,
            token: touch.token, verdict: touch.verdict, recordedAt: touch.recordedAt,
            belonging: touch.belonging, origin: touch.origin)
    }
}
