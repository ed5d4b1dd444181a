import MeritAttribution
import MeritCore
import MeritOrders
import SeededRandom

extension HistoryMaker {
    /// The first is in force from the beginning of time; later ones may come too late to be taken.
    mutating func makePolicy() {
        let effective = policies.isEmpty ? Timestamp.distantPast : moment()
        let instant: OrderMoment = one(of: [.paid, .paid, .paid, .created, .completed])
        let booking = Booking(
            moment: random.happens(60) ? instant : one(of: [.created, .paid, .completed]),
            delay: random.happens(70) ? .zero : one(of: lengths))
        let policy = Policy(
            id: PolicyID(unchecked: "p\(policies.count + 1)"), effectiveFrom: effective,
            judgingInstant: instant, booking: booking,
            creditBase: one(of: [.goods, .paid]),
            excludedCategories: random.happens(50) ? [Category(unchecked: "gift_card")] : [],
            selfPurchase: one(of: SelfPurchase.allCases),
            crossStore: one(of: [.guideFollows, .guideFollows, .sameStoreOnly]),
            leaver: one(of: [.keep, .successor, .successor, .house, .reject]),
            rejudgeFor: one(of: [.hours(72), .hours(72), .zero, .hours(1), .days(30)]),
            relation: random.happens(75) ? makeRelation() : nil, rules: makeRules())
        policies.append(policy)
        let early = policies.count == 1 || orders.isEmpty && random.happens(70)
        if effective > .distantPast { moments.append(effective) }
        add(
            PolicyPublished(document: policy.document, actor: .system),
            at: early ? Self.opened : recording(of: effective))
    }

    private mutating func makeRelation() -> RelationTerms {
        let lasting: [Lasting] =
            [.permanent, .length(.zero)] + lengths.map { Lasting.length($0) }
        return RelationTerms(
            bindOn: Set(
                RelationCause.allCases.filter { random.happens($0 == .purchase ? 80 : 45) }),
            purchaseMin: MinorAmount(one(of: [1, 1, 0, 7, 1_000])),
            validity: one(of: lasting), protection: one(of: lasting),
            renew: one(of: [.never, .onPurchase, .onAny]),
            capture: one(of: [.never, .afterProtection, .always, .afterProtection]),
            endOnDelete: one(of: RelationTerms.EndOnDelete.allCases))
    }

    private mutating func makeRules() -> [Rule] {
        var sources: [Rule.Source] = []
        if random.happens(30) { sources.append(.posAssign) }
        if random.happens(40) { sources.append(.relation(phase: .protected)) }
        if random.happens(50) { sources.append(makeOrderParam()) }
        sources.append(makeTouches())
        if random.happens(30) { sources.append(makeTouches()) }
        if random.happens(50) { sources.append(.relation(phase: .valid)) }
        if random.happens(20) { sources.shuffle(using: &random) }
        if random.happens(60) { sources.append(.house) }
        return sources.enumerated().map { Rule(name: "rule \($0.offset + 1)", source: $0.element) }
    }

    private mutating func makeOrderParam() -> Rule.Source {
        .orderParam(window: one(of: lengths), proof: one(of: Rule.TokenProof.allCases))
    }

    private mutating func makeTouches() -> Rule.Source {
        var kinds = TouchKind.ofCustomers.filter { _ in random.happens(65) }
        if kinds.isEmpty { kinds = [.linkClick] }
        var selection = TouchSelection(kinds, one(of: lengths))
        if random.happens(30) {
            selection = TouchSelection(
                kinds.map { .init(kind: $0, window: one(of: lengths)) })
        }
        let shares: [UInt32] = [0, 1, 3_000, 5_000, 10_000]
        return .touches(
            selection, model: makeModel(kinds),
            shareWithBound: random.happens(35) ? BasisPoints(one(of: shares)) : nil)
    }

    private mutating func makeModel(_ kinds: [TouchKind]) -> Rule.Model {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .lastTouch
        case 1: return .firstTouch
        case 2: return .linear
        case 3: return .positionBased
        case 4: return .timeDecay(halfLife: one(of: lengths + [.hours(12)]))
        case 5: return .wShaped
        default:
            var weights: [TouchKind: UInt32] = [:]
            for kind in kinds where random.happens(75) {
                weights[kind] = one(of: [0, 1, 3, 40, 1_000_000])
            }
            if weights.values.allSatisfy({ $0 == 0 }), let kind = kinds.first {
                weights[kind] = 1
            }
            return .custom(weights)
        }
    }
}
