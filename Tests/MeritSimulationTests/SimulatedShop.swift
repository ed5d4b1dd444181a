import BooksFixture
import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders
import MeritReports
import MeritStore
import MeritWorker
import Testing

@testable import MeritSimulation

/// A shop whose published policy credits nobody, so that whatever a draft credits is news; and
/// judges nothing again, so that no decision tells a sweep what changed behind it.
struct SimulatedShop {
    let books: Books

    static let noon = Story.begin.advanced(by: .hours(3 * 24 + 12))
    static let days = DayRange(
        first: CivilDate(daysSince1970: 20_000), last: CivilDate(daysSince1970: 22_000))

    init() async throws {
        books = try Books()
        let opening: [any Fact] = Story.opening.map { fact in
            guard fact is PolicyPublished else { return fact }
            return PolicyPublished(
                document: Self.policy(
                    "nobody", [Rule(name: "till", source: .posAssign)], rejudgeFor: .zero
                ).document,
                actor: .system)
        }
        try await books.record(opening)
    }

    /// What happens next: recorded, judged and posted.
    func happens(_ facts: [any Fact]) async throws {
        try await books.record(facts)
        try await books.worker().catchUp()
    }

    // MARK: Drafts

    static func policy(
        _ name: String, _ rules: [Rule], relation: RelationTerms? = nil,
        rejudgeFor: Milliseconds = .hours(72)
    ) -> Policy {
        Policy(
            id: PolicyID(unchecked: name), effectiveFrom: .distantPast, judgingInstant: .paid,
            booking: Booking(moment: .paid, delay: .zero), creditBase: .goods,
            excludedCategories: [], rejudgeFor: rejudgeFor, relation: relation, rules: rules)
    }

    static func touches(_ model: Rule.Model = .lastTouch) -> Policy {
        policy(
            "touches",
            [
                Rule(
                    name: "touched",
                    source: .touches(
                        TouchSelection([.linkClick], .days(7)), model: model,
                        shareWithBound: nil))
            ])
    }

    /// Purchases bind, the guide is credited; a touch alone is credited where nobody is bound.
    static let guides = policy(
        "guides",
        [
            Rule(name: "guide", source: .relation(phase: .valid)),
            Rule(
                name: "touched",
                source: .touches(
                    TouchSelection([.linkClick], .days(7)), model: .lastTouch,
                    shareWithBound: nil)),
        ],
        relation: RelationTerms(
            bindOn: [.purchase], purchaseMin: MinorAmount(1), validity: .permanent,
            protection: .permanent, renew: .never, capture: .never, endOnDelete: .ends))

    // MARK: Facts

    static func alias(_ kind: AliasKind, _ value: UInt64) -> Alias {
        Alias(kind: kind, high: 1, low: value)
    }

    static func touch(
        _ id: String, by number: UInt32, _ aliases: [Alias], at: Timestamp
    ) -> ImportedTouch {
        ImportedTouch(
            event: EventID(unchecked: id), touchKind: .linkClick, at: at,
            staff: Story.staff(number), link: nil, verdict: .human,
            provenance: ImportProvenance(actor: .system, file: .zero, line: 1),
            personal: .init(aliases: aliases.sorted(), userAgent: []))
    }

    static func order(
        _ id: String, _ buyer: [Alias], created: Timestamp? = nil, at: Timestamp,
        version: UInt64 = 1, till: UInt32? = nil
    ) -> OrderEvent {
        OrderEvent(
            order: OrderKey(shop: Story.shop, order: OrderID(unchecked: id)),
            event: EventID(unchecked: "\(id)-\(version)"), contentDigest: .zero,
            provenance: nil, type: .paid, orderVersion: version, occurredAt: at,
            currency: .renminbi, createdAt: .value(created ?? at), paidAt: .value(at),
            lines: .value([
                OrderLine(
                    line: LineID(unchecked: "1"), sku: nil, category: nil, quantity: 1,
                    amount: MinorAmount(100))
            ]),
            assignedStaff: till.map { .value(Story.staff($0)) } ?? .absent,
            buyer: buyer.sorted().map { .init(kind: $0.kind, alias: $0) })
    }

    // MARK: Answers

    /// Who gets the 100 fen of each order, by every way that answers this draft.
    func credits(
        _ draft: Policy, _ days: DayRange = days, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String: [UInt32]] {
        let ways: [SimulationWays] = [
            SimulationWays(fewOrders: 0, sweeps: .never),
            SimulationWays(fewOrders: 0, sweeps: .kept),
            SimulationWays(fewOrders: .max, sweeps: .never),
        ]
        var answers: [SimulationResult] = []
        for way in ways { answers.append(try await simulate(draft, days, way)) }
        // The orders are proved from the store whatever the way; the sums are of the way itself.
        for (answer, way) in zip(answers.dropFirst(), ["from a sweep", "from the store"]) {
            #expect(
                answer.rendered(as: .json) == answers[0].rendered(as: .json), "\(way)",
                sourceLocation: sourceLocation)
        }
        return Dictionary(
            uniqueKeysWithValues: answers[0].moved.map { order in
                (order.order.order.value, order.after.amounts.map(\.staff.value))
            })
    }

    private func simulate(
        _ draft: Policy, _ days: DayRange, _ ways: SimulationWays
    ) async throws -> SimulationResult {
        let simulation = Simulation(store: books.store, draft: draft, days: days, ways: ways)
        for await event in simulation.events() {
            switch event {
            case .progress: break
            case .failed(let failure): throw failure
            case .finished(let result): return result
            }
        }
        throw SimulationFailure.cancelled
    }
}
