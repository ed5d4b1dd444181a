import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

/// A judgement told in lines that finance can read.
///
/// ```
/// created T-1h            when the order was created; T, when it was paid, is fixed
/// store S1                the ordering store
/// assigned 1001           the person named at the till
/// buyer u1 p1             aliases on the order
/// customer u1 x1          the customer's aliases (bridges); without this line u1
/// nobody                  the order has no bridge, hence no customer
/// decided T+1h            when the order's first decision was recorded
/// token 1001/7            the order came with this token (staff/link, issued the day of T)
/// token 1001/7 issued -3  … issued three days before
/// token 1001/7 retired    … whose key is retired
/// token forged            … that the door rejected
/// click a                 the order came with the click id of the touch `a`
/// click mismatch          … with one that does not verify (or: unknown, lost)
/// a link_click T-1d 1001/7            a touch by a token
/// b contact_added T-1d 1002 imported  a touch that a file names, without token
/// c link_click T-1d 1001/7 bot        … with another verdict
/// d link_click T-1d 1001/7 recorded T+80h  … recorded then (otherwise at its own time)
/// e contact_added T-1d 1001 contact   a contact, told by the business
/// f link_click T-1d 1001/7 passing    … only seen through the order's own visitor or click
/// h hand_over T-2d 1001 1002          the customer was handed over
/// x deletion T-2d 1001                the customer deleted a staff member
/// p purchase T-9d 1001                an order of the customer through a person, judged then
/// q purchase T-1d 1001 judged T-9d order m/A0     … paid then, judged before; its shop and id
/// staff 1005 south left T-3d successor 1002       a row of the directory (`StaffWords`)
/// department shoes south                          a department below another
/// leaver successor, rule …, relation …            the policy (`PolicyWords`)
/// switch T-10h                                    what follows is a policy in force from then on
/// ```
struct Scenario {
    /// T: 2026-11-21 10:00 in Shanghai.
    static let paidAt = Timestamp(milliseconds: 1_795_226_400_000)

    var createdAt = paidAt
    var store: StoreCode?
    var assigned: StaffNumber?
    var buyer: [Alias] = []
    var customer: [Alias] = [Alias(kind: .unionid, high: 0, low: 1)]
    var firstDecidedAt: Timestamp?
    var token: TokenEvidence?
    var click: ClickEvidence?
    var orderClick: String?
    var touches: [(name: String, touch: CaseTouch)] = []
    var handOvers: [CaseHandOver] = []
    var deletions: [CaseDeletion] = []
    var purchases: [Purchase] = []
    /// Names of hand-overs, deletions and purchases by their records.
    var names: [Sequence: String] = [:]
    var rows: [DirectoryChange] = []
    var calendar = TestDirectory.calendar
    /// The first is in force from the beginning of time.
    var wordings = [PolicyWords()]
    /// A policy in place of the wordings.
    var policy: Policy?
    /// The policy of a re-run.
    var rerun: PolicyID?

    // MARK: Judging

    func order() throws -> OrderState {
        func leaf<Value>(_ value: Value?) -> Leaf<Value> { value.map { .value($0) } ?? .absent }
        return OrderState(
            OrderEvent(
                order: OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A1")),
                event: EventID(unchecked: "e1"), contentDigest: .zero, provenance: nil,
                type: .paid, orderVersion: 1, occurredAt: Self.paidAt, currency: .renminbi,
                createdAt: .value(createdAt), paidAt: .value(Self.paidAt), store: leaf(store),
                token: leaf(token), clickID: leaf(click), assignedStaff: leaf(assigned),
                buyer: buyer.map { OrderEvent.BuyerLeaf(kind: $0.kind, alias: $0) }))
    }

    func judgingCase() throws -> JudgingCase {
        JudgingCase(
            order: try order(), touches: touches.map(\.touch),
            orderClick: touches.first { $0.name == orderClick }?.touch, customer: customer,
            handOvers: handOvers, deletions: deletions, purchases: purchases, policy: rerun,
            firstDecidedAt: firstDecidedAt, asOf: Sequence(100), cause: Sequence(50),
            occasion: .first)
    }

    /// What is published, in this order.
    func policies() -> [Policy] { policy.map { [$0] } ?? wordings.map(\.policy) }

    func directory() -> Directory {
        var directory = TestDirectory.full
        directory.apply(.calendar(calendar, from: nil))
        for row in rows { directory.apply(row) }
        for policy in policies() {
            directory.apply(
                .policy(
                    PolicyRow(recorded: Sequence(90), recordedAt: .distantPast, policy: policy)))
        }
        return directory
    }

    func decision(_ detail: JudgingDetail = .proof) throws -> Decision {
        let judgement = judge(try judgingCase(), directory: directory(), detail: detail)
        guard case .decided(let decision) = judgement else { throw Undecided() }
        return decision
    }

    struct Undecided: Error {}

    /// The policy that a decision names.
    func policy(of decision: Decision) throws -> Policy {
        try #require(directory().policies.policy(decision.policy))
    }

    // MARK: In the words of the tables

    /// `1001 by shared`, `1001:2 1002:1 by shared`, or `nobody: REASON`.
    func outcome() throws -> String {
        let decision = try decision()
        guard let rule = decision.rule else {
            let policy = try policy(of: decision)
            let miss = decision.nearestMiss(under: policy, in: directory())
            return "nobody: \(miss?.text ?? "no candidate")"
        }
        return "\(Self.text(decision.shares)) by \(rule)"
    }

    private static func text(_ shares: [Decision.Share]) -> String {
        if shares.count == 1 { return "\(shares[0].payee.value)" }
        return shares.map { "\($0.payee.value):\($0.weight)" }.joined(separator: " ")
    }

    /// `a shared accepted`, `order on order outside_window`, `b shared accepted for 1002`: the
    /// candidates in their order.
    func candidates() throws -> [String] {
        let decision = try decision()
        let rules = try policy(of: decision).rules
        return decision.candidates.map { candidate in
            let touch = touches.first { $0.touch.sequence == candidate.touch }?.name
            let subject =
                switch candidate.touchKind {
                case nil: "guide"
                case .orderParam: "order"
                case .posAssign: "till"
                default: touch ?? "?"
                }
            let outcome = candidate.rejection?.name ?? "accepted"
            let payee = candidate.payee.map { " for \($0.value)" } ?? ""
            let note = candidate.note.map { " (\($0.name))" } ?? ""
            return "\(subject) \(rules[Int(candidate.rule)].name) \(outcome)\(payee)\(note)"
        }
    }
}
