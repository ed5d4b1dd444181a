import MeritAttribution
import MeritCore
import MeritOrders

/// Judges the orders of a sweep by a draft, one customer after the other, in words. What it can't
/// tell from them it leaves to the store.
struct QuickJudge {
    private let policy: QuickPolicy
    private let tables: SweepTables
    private let quick: QuickDirectory
    private let created: Range<Int64>
    private let isExcluded: [Bool]
    /// Numbers of the aliases that staff own.
    private let owned: Set<Int64>
    /// Orders of which something changed since the sweep was made: they are judged elsewhere.
    private let changed: Set<Int64>
    private(set) var sums: QuickSums
    /// Places in the sums of those who have one row, by place of the staff number and currency.
    private var payeePlaces: [Int32]
    private var shares: [WeightedPayee] = []
    private var differences: [Difference] = []
    private var touched: [SimulatedTouch] = []

    private struct Difference {
        let place: Int
        var amount: Int64
    }

    private struct WeightedPayee {
        let payee: StaffNumber
        /// Where the payee stands in the table of staff; nil: not there.
        let staffPlace: Int?
        let weight: UInt64
    }

    private enum Verdict {
        case decided
        case unclear
    }

    /// What one rule came to.
    private enum Finding {
        case nobody
        case somebody
        case unclear
    }

    init(
        _ policy: QuickPolicy, _ tables: SweepTables, _ quick: QuickDirectory,
        created: Range<Timestamp>, owned: Set<Int64>, changed: Set<Int64>
    ) {
        self.policy = policy
        self.tables = tables
        self.quick = quick
        self.created = created.lowerBound.milliseconds..<created.upperBound.milliseconds
        self.owned = owned
        self.changed = changed
        isExcluded = tables.categories.map { policy.draft.excludedCategories.contains($0) }
        sums = QuickSums(tables.payees)
        payeePlaces = Array(repeating: -1, count: tables.staff.count * tables.currencies.count)
    }

    mutating func finish() { sums.keepMost() }

    /// Where things stand in a customer's words.
    private struct Customer {
        let touches: Int
        let touchCount: Int
        /// Behind the touches: when each was recorded; nil: when it happened.
        let recordings: Int?
        let needsStore: Bool

        var end: Int { touches + 2 * touchCount + (recordings == nil ? 0 : touchCount) }
    }

    mutating func judge(_ block: [UInt64]) {
        let words = block.span
        var at = 0
        while at < words.count {
            let touchCount = Int(words[at] & 0xffff_ffff)
            let orderCount = Int(words[at] >> 32)
            let aliasCount = Int(words[at + 1] & 0xffff_ffff)
            let marks = words[at + 1] >> 32
            let aliases = at + SweepLayout.customerWords
            var needsStore = marks & SweepLayout.customerNeedsStore != 0
            if !owned.isEmpty {
                for place in aliases..<(aliases + aliasCount)
                where owned.contains(Int64(bitPattern: words[place])) {
                    needsStore = true
                }
            }
            let touches = aliases + aliasCount
            let hasRecordings = marks & SweepLayout.customerHasRecordings != 0
            let customer = Customer(
                touches: touches, touchCount: touchCount,
                recordings: hasRecordings ? touches + 2 * touchCount : nil,
                needsStore: needsStore)
            at = customer.end
            for _ in 0..<orderCount { at = judge(words, orderAt: at, customer) }
        }
    }

    // MARK: One order

    /// An order's words, read.
    private struct Order {
        let number: Int64
        let marks: UInt64
        let currency: Int
        let created: UInt64
        let paid: UInt64
        let completed: UInt64
        let firstDecided: UInt64
        /// Place of the store and one; 0: none.
        let store: Int
        /// Place of the assigned staff number and one; 0: none.
        let assigned: Int
        let freight: Int64
        let lines: Range<Int>
        /// Pairs of payee and amount.
        let posted: Range<Int>

        init(_ words: Span<UInt64>, at: Int) {
            let head = words[at]
            number = Int64(head & 0xffff_ffff)
            marks = head >> 32 & 0xff
            currency = Int(head >> 40 & 0xff)
            created = words[at + 1]
            paid = words[at + 2]
            completed = words[at + 3]
            firstDecided = words[at + 4]
            store = Int(words[at + 5] & 0xffff_ffff)
            assigned = Int(words[at + 5] >> 32)
            freight = Int64(bitPattern: words[at + 6])
            let start = at + SweepLayout.orderWords
            lines = start..<(start + Int(head >> 48))
            let pairs = lines.upperBound + 1
            posted = pairs..<(pairs + 2 * Int(words[lines.upperBound]))
        }

        func time(of moment: OrderMoment) -> UInt64 {
            switch moment {
            case .created: created
            case .paid: paid
            case .completed: completed
            }
        }
    }

    /// The place behind the order.
    private mutating func judge(
        _ words: Span<UInt64>, orderAt at: Int, _ customer: Customer
    ) -> Int {
        let order = Order(words, at: at)
        let end = order.posted.upperBound
        guard order.created != SweepLayout.noTime,
            created.contains(Int64(bitPattern: order.created)),
            changed.isEmpty || !changed.contains(order.number)
        else { return end }
        guard order.marks & SweepLayout.orderIsAdjusted == 0 else {
            sums.adjusted += 1
            return end
        }
        let judgedAt = order.time(of: policy.draft.judgingInstant)
        guard judgedAt != SweepLayout.noTime else {
            sums.undecided += 1
            return end
        }
        guard !customer.needsStore, order.marks & SweepLayout.orderNeedsStore == 0,
            decide(words, order, customer, Int64(bitPattern: judgedAt)) == .decided
        else {
            sums.unclear.append(order.number)
            return end
        }
        compare(words, order, Int64(bitPattern: judgedAt))
        return end
    }

    /// Fills `shares`.
    private mutating func decide(
        _ words: Span<UInt64>, _ order: Order, _ customer: Customer, _ judgedAt: Int64
    ) -> Verdict {
        for rule in policy.rules {
            let finding =
                switch rule {
                case .assigned: assigned(order, judgedAt)
                case .named:
                    order.marks & SweepLayout.orderIsNamed != 0 ? .unclear : Finding.nobody
                case .touches(let terms): touches(words, order, customer, judgedAt, terms)
                case .house: house(order, judgedAt)
                }
            switch finding {
            case .nobody: continue
            case .somebody: return .decided
            case .unclear: return .unclear
            }
        }
        give(.unattributed, nil)
        return .decided
    }

    private mutating func give(_ payee: StaffNumber, _ staffPlace: Int?) {
        shares.removeAll(keepingCapacity: true)
        shares.append(WeightedPayee(payee: payee, staffPlace: staffPlace, weight: 1))
    }

    private mutating func assigned(_ order: Order, _ judgedAt: Int64) -> Finding {
        guard order.assigned > 0 else { return .nobody }
        switch quick.standing(order.assigned - 1, at: judgedAt, policy.draft.leaver) {
        case .rejected: return .nobody
        case .unclear: return .unclear
        case .eligible:
            give(quick.number(order.assigned - 1), order.assigned - 1)
            return .somebody
        }
    }

    private mutating func house(_ order: Order, _ judgedAt: Int64) -> Finding {
        guard order.store > 0 else { return .nobody }
        let account = quick.directory.houseAccount(
            ofStore: tables.stores[order.store - 1], at: Timestamp(milliseconds: judgedAt))
        guard let account else { return .nobody }
        give(account, nil)
        return .somebody
    }

    // MARK: Touches

    private mutating func touches(
        _ words: Span<UInt64>, _ order: Order, _ customer: Customer, _ judgedAt: Int64,
        _ terms: QuickTouches
    ) -> Finding {
        let recordedUntil = recordedUntil(order, judgedAt)
        var place = behind(words, customer, judgedAt)
        let isLast = terms.model == .lastTouch
        touched.removeAll(keepingCapacity: true)
        while place > 0 {
            place -= 1
            let at = customer.touches + 2 * place
            let touch = SweptWord(words[at], words[at + 1])
            let age = judgedAt - touch.time
            if age >= terms.longest { break }
            guard age < terms.windows[touch.kind], quick.isGood(touch) else { continue }
            if let recordings = customer.recordings, let recordedUntil, !touch.isContact,
                Int64(bitPattern: words[recordings + place]) > recordedUntil
            {
                continue
            }
            switch quick.standing(touch.staffPlace, at: judgedAt, policy.draft.leaver) {
            case .rejected: continue
            case .unclear: return .unclear
            case .eligible: break
            }
            if isLast {
                give(quick.number(touch.staffPlace), touch.staffPlace)
                return .somebody
            }
            guard let kind = TouchKind(rawValue: UInt8(touch.kind)) else { return .unclear }
            touched.append(
                SimulatedTouch(
                    kind: kind, at: Timestamp(milliseconds: touch.time),
                    payee: quick.number(touch.staffPlace)))
        }
        return weigh(terms.model, judgedAt)
    }

    private mutating func weigh(
        _ model: MeritAttribution.Rule.Model, _ judgedAt: Int64
    ) -> Finding {
        guard !touched.isEmpty else { return .nobody }
        let weights = model.weights(
            of: touched.reversed(), judgedAt: Timestamp(milliseconds: judgedAt))
        shares = weights.map { WeightedPayee(payee: $0.key, staffPlace: nil, weight: $0.value) }
        shares.sort { $0.payee < $1.payee }
        return shares.isEmpty ? .nobody : .somebody
    }

    /// The place of the first touch behind T.
    private func behind(
        _ words: Span<UInt64>, _ customer: Customer, _ judgedAt: Int64
    ) -> Int {
        var low = 0
        var high = customer.touchCount
        while low < high {
            let middle = (low + high) / 2
            let time = Int64(bitPattern: words[customer.touches + 2 * middle]) >> 16
            if time <= judgedAt { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func recordedUntil(_ order: Order, _ judgedAt: Int64) -> Int64? {
        guard let first = SweepLayout.time(order.firstDecided) else { return nil }
        return max(Timestamp(milliseconds: judgedAt), first)
            .advanced(by: policy.draft.rejudgeFor).milliseconds
    }

    // MARK: Before and after

    private mutating func compare(_ words: Span<UInt64>, _ order: Order, _ judgedAt: Int64) {
        sums.orders += 1
        differences.removeAll(keepingCapacity: true)
        for pair in stride(from: order.posted.lowerBound, to: order.posted.upperBound, by: 2) {
            let amount = Int64(bitPattern: words[pair + 1])
            let place = Int(words[pair])
            sums.addBefore(amount, at: place)
            differ(-amount, at: place)
        }
        if order.time(of: policy.draft.booking.moment) != SweepLayout.noTime {
            credit(words, order, judgedAt)
        }
        var gained: Int128 = 0
        var lost: Int128 = 0
        for difference in differences {
            if difference.amount > 0 { gained += Int128(difference.amount) }
            if difference.amount < 0 { lost -= Int128(difference.amount) }
        }
        let moved = max(gained, lost)
        if moved > 0 { sums.move(moved, of: order.number) }
    }

    private mutating func differ(_ amount: Int64, at place: Int) {
        for index in differences.indices where differences[index].place == place {
            differences[index].amount += amount
            return
        }
        differences.append(Difference(place: place, amount: amount))
    }

    private mutating func credit(_ words: Span<UInt64>, _ order: Order, _ judgedAt: Int64) {
        if shares.count == 1 {
            var total: Int64 = 0
            for line in order.lines { total += base(words[line]) }
            if policy.draft.creditBase == .paid { total += order.freight }
            let place = payeePlace(shares[0], order, judgedAt)
            sums.addAfter(total, at: place)
            differ(total, at: place)
            return
        }
        let places = shares.map { payeePlace($0, order, judgedAt) }
        let claims = shares.map { Share(key: $0.payee, weight: $0.weight) }
        var bases = order.lines.map { base(words[$0]) }
        if policy.draft.creditBase == .paid { bases.append(order.freight) }
        for base in bases {
            for part in Apportionment.parts(of: MinorAmount(base), among: claims) {
                guard let index = shares.firstIndex(where: { $0.payee == part.key }) else {
                    continue
                }
                sums.addAfter(part.amount.value, at: places[index])
                differ(part.amount.value, at: places[index])
            }
        }
    }

    /// The net base of a line: category place and one, then amount.
    private func base(_ word: UInt64) -> Int64 {
        let category = Int(word & (1 << SweepLayout.categoryBits - 1))
        if category > 0, isExcluded[category - 1] { return 0 }
        return Int64(word >> SweepLayout.categoryBits)
    }

    /// Where the payee stands in the sums, with the department at T.
    private mutating func payeePlace(
        _ share: WeightedPayee, _ order: Order, _ judgedAt: Int64
    ) -> Int {
        guard let staff = share.staffPlace, quick.hasOneRow(staff) else {
            return sums.place(of: key(share.payee, order, judgedAt))
        }
        let cached = staff * tables.currencies.count + order.currency
        if payeePlaces[cached] >= 0 { return Int(payeePlaces[cached]) }
        let place = sums.place(of: key(share.payee, order, judgedAt))
        payeePlaces[cached] = Int32(place)
        return place
    }

    private func key(
        _ payee: StaffNumber, _ order: Order, _ judgedAt: Int64
    ) -> SimulationSums.Key {
        let department =
            payee == .unattributed
            ? nil
            : quick.directory.department(
                of: payee, at: Timestamp(milliseconds: judgedAt))
        return SimulationSums.Key(
            currency: tables.currencies[order.currency], staff: payee, department: department)
    }
}
