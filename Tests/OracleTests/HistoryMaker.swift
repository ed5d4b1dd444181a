import MeritAttribution
import MeritCore
import SeededRandom

/// Makes small histories that meet the edges of the policy often: equal instants, the ends of
/// windows, protections and months to the millisecond, tiny amounts, everything late or twice.
struct HistoryMaker {
    var random: SplitMix
    let calendar: BusinessCalendar
    let identity: IdentitySet
    var steps: [History.Step] = []
    var policies: [Policy] = []
    /// Where something happens; what comes later likes to happen there too.
    var moments: [Timestamp] = []
    /// When somebody's employment begins or ends.
    var edges: [Timestamp] = []
    /// When everything so far is applied, judged and posted.
    var settles: [Timestamp] = []
    var customers: [Customer] = []
    var persons: [StaffNumber] = []
    var houses: [StaffNumber] = []
    var departments: [DepartmentCode] = []
    var stores: [StoreCode] = []
    var links: UInt32 = 0
    var clicks: [Click] = []
    var orders: [OrderKey] = []
    /// Who bought, and when: most evidence is about these.
    var sales: [Sale] = []
    /// Tokens that clicks and orders came with: other touches like to be of the same people.
    var tokens: [TokenClaim] = []
    /// Pairs of aliases that a mistaken touch joined, and when it was recorded.
    var mistakes: [Mistake] = []
    private var count = 0
    private var aimed: (customer: Customer, at: Timestamp)?

    /// 2026-11-01 in Shanghai.
    static let begin = Timestamp(milliseconds: 1_793_462_400_000)
    static let days: Int64 = 75

    /// Somebody who buys: an alias of most kinds, some of them shared with others.
    struct Customer {
        let aliases: [Alias]
        func alias(_ kind: AliasKind) -> Alias? { aliases.first { $0.kind == kind } }
    }

    struct Sale {
        let customer: Customer
        /// Whichever of created, paid and completed is known.
        let moments: [Timestamp]
    }

    struct Click {
        let number: UInt64
        let token: TokenClaim
        let at: Timestamp
    }

    struct Mistake {
        let left: Alias
        let right: Alias
        let at: Timestamp
    }

    static func history(seed: UInt64) -> History {
        var maker = HistoryMaker(seed: seed)
        maker.make()
        // Stable: what is recorded at one instant stays in the order it was made.
        let steps = maker.steps.enumerated().sorted {
            ($0.element.recordedAt, $0.offset) < ($1.element.recordedAt, $1.offset)
        }
        return History(
            seed: seed, calendar: maker.calendar, identity: maker.identity,
            steps: steps.map(\.element))
    }

    private init(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var offsets = [BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)]
        if random.happens(20) {
            let change = Self.begin.advanced(by: .hours(20 * 24 + 7))
            offsets.append(.init(instant: change, seconds: random.happens(50) ? 32_400 : 25_200))
        }
        let starts = [0, 0, 240, 1_439]
        let calendar = BusinessCalendar(
            zone: "Asia/Shanghai", offsets: offsets,
            dayStartMinutes: starts.randomElement(using: &random) ?? 0,
            monthStart: [1, 1, 26, 28, 15].randomElement(using: &random) ?? 1)
        guard let calendar else { preconditionFailure("the offsets rise") }
        self.calendar = calendar
        let never: [[AliasKind]] = [
            [.visitor, .click], [.visitor, .click], [.click], [], [.phone, .visitor, .click],
            [.openid, .visitor],
        ]
        identity = IdentitySet(
            neverMerge: never.randomElement(using: &random) ?? [],
            sharedAfter: [1, 1, 2, 3].randomElement(using: &random) ?? 3, actor: .system)
        self.random = random
    }

    private mutating func make() {
        makeMoments()
        makeCustomers()
        makeDirectory()
        for _ in 0..<Int.random(in: 1...3, using: &random) { makePolicy() }
        for _ in 0..<Int.random(in: 1...6, using: &random) { makeOrder() }
        if random.happens(40) { makePolicy() }
        for _ in 0..<Int.random(in: 0...25, using: &random) { makeTouch() }
        for _ in 0..<Int.random(in: 0...4, using: &random) { makeHandOver() }
        for _ in 0..<Int.random(in: 0...5, using: &random) { makeContact() }
        for _ in 0..<Int.random(in: 0...3, using: &random) { changeDirectory() }
        if random.happens(20) { revokeSomebody() }
        if random.happens(5) { joinMembers() }
        makeSplits()
        actLikePeople()
        for settle in settles { add(.settle, at: settle) }
        repeatSome()
        let end = (steps.map(\.recordedAt).max() ?? Self.begin).advanced(by: .hours(1))
        add(.settle, at: end)
        guard random.happens(30) else { return }
        // Nothing but evidence from customers that comes too late for all that is judged.
        let late = end.advanced(by: .days(200))
        for _ in 0..<3 { makeLateJoin(at: late) }
        add(.settle, at: late)
    }

    private mutating func makeMoments() {
        let first = calendar.period(of: Self.begin)
        for period in [first, first.next, first.next.next] {
            moments.append(calendar.start(of: period))
            moments.append(calendar.end(of: period))
        }
        for _ in 0..<Int.random(in: 1...3, using: &random) { moments.append(anyMoment()) }
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            settles.append(
                anyMoment().advanced(by: .days(Int64.random(in: 0...20, using: &random))))
        }
    }

    private mutating func makeCustomers() {
        let kinds: [AliasKind] = [.unionid, .externalUserID, .phone, .member, .visitor, .openid]
        let sharing = one(of: [10, 20, 50])
        for number in 1...UInt64.random(in: 2...6, using: &random) {
            let kept = kinds.filter { _ in random.happens(75) }
            let aliases = (kept.isEmpty ? [.phone] : kept).map { kind in
                // A shop's tablet, a cashier's phone.
                let isShared =
                    [.phone, .member, .visitor].contains(kind) && random.happens(sharing)
                return Alias(kind: kind, high: 1, low: isShared ? 99 : number)
            }
            customers.append(Customer(aliases: aliases))
        }
    }

    // MARK: Choosing

    mutating func add(_ act: History.Act, at time: Timestamp) {
        steps.append(History.Step(recordedAt: max(time, Self.opened), act: act))
    }

    mutating func add(_ fact: any Fact, at time: Timestamp) { add(.fact(fact), at: time) }

    /// When the directory is set up: nothing is recorded before.
    static var opened: Timestamp { begin.advanced(by: .days(-40)) }

    mutating func name(_ kind: String) -> EventID {
        count += 1
        return EventID(unchecked: "\(kind)\(count)")
    }

    mutating func one<Value>(of values: [Value]) -> Value {
        guard let value = values.randomElement(using: &random) else {
            preconditionFailure("chosen from nothing")
        }
        return value
    }

    mutating func anyMoment() -> Timestamp {
        let hours = Int64.random(in: 0...Self.days * 24, using: &random)
        return Self.begin.advanced(by: .hours(hours))
    }

    /// Any moment, often where something else happens, to the millisecond or one beside.
    mutating func moment() -> Timestamp {
        guard random.happens(60) else { return anyMoment() }
        var moment = one(of: moments)
        if random.happens(40) {
            let length = one(of: lengths).value
            moment = moment.advanced(by: Milliseconds(random.happens(60) ? -length : length))
        }
        return moment.advanced(by: Milliseconds(one(of: [-1, 0, 0, 0, 1])))
    }

    /// Somebody and a moment, mostly one that may matter to an order of theirs; often the same
    /// twice, so that things happen to somebody at once.
    mutating func aim() -> (customer: Customer, at: Timestamp) {
        if random.happens(20), let aimed { return aimed }
        let next = newAim()
        aimed = next
        return next
    }

    private mutating func newAim() -> (customer: Customer, at: Timestamp) {
        guard random.happens(70), let sale = sales.randomElement(using: &random) else {
            return (one(of: customers), moment())
        }
        let customer = random.happens(85) ? sale.customer : one(of: customers)
        let sold = one(of: sale.moments)
        let beside = Milliseconds(one(of: [-1, 0, 0, 1]))
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: return (customer, sold.advanced(by: beside))
        case 2, 3, 4:
            let begin = sold.advanced(by: Milliseconds(-one(of: lengths).value))
            return (customer, begin.advanced(by: beside))
        default:
            let hours = Int64.random(in: 0...200, using: &random)
            return (customer, sold.advanced(by: .hours(-hours)))
        }
    }

    /// The windows, validities and protections that policies like.
    var lengths: [Milliseconds] {
        [.hours(1), .days(1), .days(3), .days(5), .days(7), .days(10), .days(30)]
    }

    /// When something that happened at `time` is recorded.
    mutating func recording(of time: Timestamp) -> Timestamp {
        if random.happens(12), let policy = policies.randomElement(using: &random) {
            // At the end of the time in which customers' evidence counts, or just beyond.
            let base = random.happens(50) ? one(of: settles) : one(of: moments)
            return base.advanced(by: Milliseconds(policy.rejudgeFor.value + one(of: [0, 1])))
        }
        let delays: [Milliseconds] = [
            .zero, .zero, .zero, Milliseconds(1), .minutes(5), .hours(1), .hours(10), .hours(50),
            .days(6), .days(25),
        ]
        return time.advanced(by: one(of: delays))
    }

    mutating func anybody() -> StaffNumber {
        let roll = Int.random(in: 0..<20, using: &random)
        if roll == 0 { return StaffNumber(unchecked: 77) }  // Nobody knows this one.
        return roll < 3 ? one(of: houses) : one(of: persons)
    }

    /// Some of a customer's aliases, now and then somebody else's among them.
    mutating func aliases(of customer: Customer, _ kinds: [AliasKind]) -> [Alias] {
        let own = customer.aliases.filter { kinds.contains($0.kind) }
        var found = own.filter { _ in random.happens(55) }
        if found.isEmpty, let alias = own.randomElement(using: &random) { found = [alias] }
        if random.happens(4), let alias = one(of: customers).aliases.first {
            found = found.filter { $0.kind != alias.kind } + [alias]
        }
        return found.sorted()
    }

    /// What arrives again, now or later, changes nothing.
    private mutating func repeatSome() {
        for step in steps where random.happens(6) {
            guard case .fact(let fact) = step.act, !step.act.keepsPlace else { continue }
            // A view's time is the record's: the first counts wherever they stand.
            add(fact, at: step.recordedAt.advanced(by: .hours(one(of: [0, 1, 40, 400]))))
        }
    }
}
