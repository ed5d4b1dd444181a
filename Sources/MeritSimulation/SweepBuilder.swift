import MeritAttribution
import MeritCore
import MeritJournal
import MeritOrders
import MeritStore
import Synchronization

/// Makes a sweep from what was read of the store: customer by customer, each with its touches in
/// their order and its orders.
struct SweepBuilder: Sendable {
    let sweep: Sweep
    let groups: OrderGroups
    let store: Store
    let identity: IdentitySettings
    let writer: SweepWriter
    let claims: OrderClaims

    /// Words of a block; a customer with more has one of its own.
    private static let blockWords = 1 << 16

    /// Orders that have been taken; a customer's orders are taken by whoever comes first. Its
    /// identity is the making of one sweep.
    final class OrderClaims: Sendable {
        private let taken: Mutex<[Bool]>

        init(_ last: Int64) { taken = Mutex(Array(repeating: false, count: Int(last) + 1)) }

        func isTaken(_ order: Int64) -> Bool { taken.withLock { $0[Int(order)] } }

        /// Those of `orders` that nobody had taken.
        func take(_ orders: [Int64]) -> [Int64] {
            taken.withLock { taken in
                orders.filter { order in
                    defer { taken[Int(order)] = true }
                    return !taken[Int(order)]
                }
            }
        }
    }

    /// Why a sweep is not made: it is done without.
    enum Failure: Error {
        case store(StoreError)
        case disk(DiskError)
    }

    /// Adds the customers of these orders that nobody has added.
    func add(_ numbers: ArraySlice<Int64>) throws(Failure) {
        var words: [UInt64] = []
        words.reserveCapacity(2 * Self.blockWords)
        var orders = 0
        for number in numbers where !claims.isTaken(number) {
            do throws(StoreError) {
                orders += try add(customerOf: number, to: &words)
            } catch {
                throw .store(error)
            }
            if words.count >= Self.blockWords {
                try flush(&words, &orders)
            }
        }
        if !words.isEmpty { try flush(&words, &orders) }
    }

    private func flush(_ words: inout [UInt64], _ orders: inout Int) throws(Failure) {
        do throws(DiskError) {
            try writer.add(words, orders: orders)
        } catch {
            throw .disk(error)
        }
        words.removeAll(keepingCapacity: true)
        orders = 0
    }

    /// How many orders were added.
    private func add(
        customerOf number: Int64, to words: inout [UInt64]
    ) throws(StoreError) -> Int {
        var graph = CustomerGraph(settings: identity, lookup: sweep)
        let first = graph.customer(ofOrder: groups.aliases(of: number, in: sweep))
        let members = first.bridges.isEmpty ? [number] : groups.orders(of: first)
        let own = claims.take(members)
        guard !own.isEmpty else { return 0 }
        let orders = try store.sweptOrders(own, asOf: sweep.asOf)
        let seen = sweep.places(seenBy: first, &graph)
        var aliases = Set(first.bridges.map { Sweep.number(of: $0) })
        var needsStore = first.extent == .cut || seen.count > JudgingCase.touchesMax
        var seeOthers: Set<Int64> = []
        for order in orders {
            let standing = groups.aliases(of: order.number, in: sweep)
            aliases.formUnion(standing.map { Sweep.number(of: $0) })
            guard order.number != number else { continue }
            let customer = graph.customer(ofOrder: standing)
            if customer.extent == .cut { needsStore = true }
            if sweep.places(seenBy: customer, &graph) != seen { seeOthers.insert(order.number) }
        }
        let touches = try swept(seen)
        needsStore = needsStore || touches == nil
        append(touches ?? [], aliases, needsStore, orders.count, to: &words)
        for order in orders {
            append(order, seeOthers.contains(order.number), to: &words)
        }
        return orders.count
    }

    // MARK: Touches

    private struct Touch {
        let word: SweptWord
        let at: Timestamp
        let recordedAt: Timestamp?
        var id: [UInt8]
        let sequence: Sequence
    }

    /// By time, then id; nil where a number does not fit.
    private func swept(_ places: [Int]) throws(StoreError) -> [Touch]? {
        let columns = sweep.touches
        var touches: [Touch] = []
        var times: Set<Timestamp> = []
        var hasEqualTimes = false
        for place in places {
            let marks = columns.marks(place)
            guard marks.verdict == .human, let kind = marks.kind else { continue }
            let at = columns.time(place)
            let link = columns.link(place)?.value ?? 0
            let word = SweptWord(
                time: at, kind: kind, staffPlace: writer.place(of: columns.staff(place)),
                link: link, issued: marks.hasToken && link > 0 ? marks.issued : nil,
                isContact: marks.isContact)
            guard let word else { return nil }
            if !times.insert(at).inserted { hasEqualTimes = true }
            touches.append(
                Touch(
                    word: word, at: at, recordedAt: columns.recordedAt(place), id: [],
                    sequence: columns.sequence(place)))
        }
        if hasEqualTimes {
            for index in touches.indices {
                touches[index].id = try store.touchName(touches[index].sequence)?.id ?? []
            }
        }
        return touches.sorted { left, right in
            left.at == right.at
                ? left.id.lexicographicallyPrecedes(right.id) : left.at < right.at
        }
    }

    private func append(
        _ touches: [Touch], _ aliases: Set<Int64>, _ needsStore: Bool, _ orders: Int,
        to words: inout [UInt64]
    ) {
        let hasRecordings = touches.contains { $0.recordedAt != nil }
        var marks: UInt64 = needsStore ? SweepLayout.customerNeedsStore : 0
        if hasRecordings { marks |= SweepLayout.customerHasRecordings }
        words.append(UInt64(touches.count) | UInt64(orders) << 32)
        words.append(UInt64(aliases.count) | marks << 32)
        for alias in aliases.sorted() { words.append(UInt64(bitPattern: alias)) }
        for touch in touches {
            words.append(touch.word.first)
            words.append(touch.word.second)
        }
        guard hasRecordings else { return }
        for touch in touches { words.append(SweepLayout.word(touch.recordedAt ?? touch.at)) }
    }

    // MARK: Orders

    private func append(_ order: SweptOrder, _ seesOthers: Bool, to words: inout [UInt64]) {
        let state = order.state
        let net = state.net(at: Timestamp(milliseconds: .max))
        let lines = net.lines.map { line in
            let category = line.category.map { writer.place(of: $0) + 1 } ?? 0
            return (category: UInt64(category), amount: UInt64(line.net.value))
        }
        let currency = writer.place(of: state.currency)
        var marks: UInt64 = 0
        if state.token != nil || state.click != nil { marks |= SweepLayout.orderIsNamed }
        if order.isAdjusted { marks |= SweepLayout.orderIsAdjusted }
        let fits =
            currency < 256 && lines.count < 1 << 16
            && lines.allSatisfy { $0.category < 1 << SweepLayout.categoryBits }
        if seesOthers || !fits { marks |= SweepLayout.orderNeedsStore }
        let kept = fits ? lines : []
        words.append(
            UInt64(order.number) | marks << 32 | UInt64(fits ? currency : 0) << 40
                | UInt64(kept.count) << 48)
        words.append(SweepLayout.word(state.createdAt))
        words.append(SweepLayout.word(state.paidAt))
        words.append(SweepLayout.word(state.completedAt))
        words.append(SweepLayout.word(order.judgement?.firstAt))
        let store = state.store.map { writer.place(of: $0) + 1 } ?? 0
        let assigned = state.assignedStaff.map { writer.place(of: $0) + 1 } ?? 0
        words.append(UInt64(store) | UInt64(assigned) << 32)
        words.append(UInt64(bitPattern: net.freight.value))
        for line in kept { words.append(line.amount << SweepLayout.categoryBits | line.category) }
        let posted = order.posted.filter { $0.amount != .zero }
        words.append(UInt64(posted.count))
        for sum in posted {
            let key = SimulationSums.Key(
                currency: state.currency, staff: sum.staff, department: sum.department)
            words.append(UInt64(writer.place(of: key)))
            words.append(UInt64(bitPattern: sum.amount.value))
        }
    }
}

extension Sweep {
    /// Places of the touches that an order of the customer sees, rising.
    func places(seenBy customer: OrderCustomer, _ graph: inout CustomerGraph<Sweep>) -> [Int] {
        var places: Set<Int> = []
        for alias in customer.reach { places.formUnion(self.places(with: alias)) }
        return places.sorted().filter { place in
            graph.place(of: aliases(of: place), customer) != nil
        }
    }
}
