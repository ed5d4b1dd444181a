import MeritAttribution
import MeritCommands
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import Testing

@testable import MeritStore

/// A retailer whose facts a test tells one after the other, with the store that reads them.
struct World {
    let folder: TemporaryFolder
    let store: Store
    private(set) var tape: Tape
    /// When the next fact is recorded.
    var now = Shop.noon

    static let ines = PersonNumber(1)
    static let otto = PersonNumber(2)

    /// The directory of `Shop.opening`, with `default-v1` and two persons that nobody made.
    init(_ policies: [Policy] = [Policy.defaultV1]) throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder: folder.store, access: .readWrite)
        tape = Shop.opening(policies)
        for name in ["伊内斯", "奥托"] {
            tape.add(
                PersonAdded(
                    actor: .system, personal: PersonAdded.Personal(name: name, userID: nil)),
                at: Shop.minutes(-999))
        }
        try catchUp()
    }

    static func actor(_ person: PersonNumber) -> Actor { Actor(person: person, door: .apiKey) }

    /// Puts a fact on the tape, recorded `now`.
    @discardableResult
    mutating func tell<Content: Fact>(_ fact: Content) -> Sequence { tape.add(fact, at: now) }

    /// Puts a fact on the tape and applies it.
    @discardableResult
    mutating func apply<Content: Fact>(_ fact: Content) throws -> Sequence {
        let sequence = tell(fact)
        try catchUp()
        return sequence
    }

    func catchUp() throws {
        let applied = store.cursor.mark.sequence
        if applied < tape.last { _ = try store.apply(tape.after(applied)) }
    }

    /// Judges and posts until nothing is left.
    mutating func settle() throws {
        try tape.settle(store, at: now)
        for order in try store.orders(after: nil, limit: 1_000) {
            #expect(try store.conservationFaults(of: order).isEmpty, "\(order)")
        }
    }

    /// An order that Anna's customers pay, settled. T is `at`.
    mutating func order(
        _ id: String, at: Timestamp, buyer: [Alias], amount: Int64 = 10_000
    ) throws {
        tell(Shop.event("first-\(id)", of: id, at: at, lines: [("1", amount)], buyer: buyer))
        try settle()
    }

    // MARK: What came of it

    func decisions(_ id: String) throws -> [Decision] {
        try store.decisions(of: Shop.order(id)).map(\.decision)
    }

    /// Who is credited by the decision in force.
    func payees(_ id: String) throws -> [StaffNumber] {
        try decisions(id).last?.shares.map(\.payee) ?? []
    }

    /// Ids of the orders to be judged.
    func pending() throws -> [String] {
        try store.pendingJudgements(limit: 1_000).map(\.order.order.value).sorted()
    }

    func pending(_ id: String) throws -> PendingJudgement? {
        try store.pendingJudgement(of: Shop.order(id))
    }

    func late(_ id: String) throws -> [LateEvidenceRow] {
        try store.lateEvidence(of: Shop.order(id), limit: 100)
    }

    /// What the entries of a payee sum to.
    func balance(_ id: String, _ staff: StaffNumber) throws -> Int64 {
        try store.entries(of: Shop.order(id)).filter { $0.staff == staff }
            .reduce(0) { $0 + $1.amount.value }
    }

    func refusal(_ command: Sequence) throws -> String? {
        guard case .refused(let refusal)? = try store.outcome(of: command)?.verdict else {
            return nil
        }
        return refusal.code.rawValue
    }

    /// The store computed anew, in transactions of the given sizes and then one, has the same rows.
    func expectSameRows(
        inTransactionsOf sizes: [Int], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let other = try TemporaryFolder()
        let rebuilt = try Store.open(folder: other.store, access: .readWrite)
        defer { rebuilt.close() }
        for batch in tape.batches(sizes) { _ = try rebuilt.apply(batch) }
        let (made, kept) = (try rebuilt.tableDigests(), try store.tableDigests())
        let different = kept.keys.filter { made[$0] != kept[$0] }.sorted()
        #expect(different.isEmpty, "transactions of \(sizes)", sourceLocation: sourceLocation)
    }

    /// What is in force on every order is what judging it now, with everything known, makes of it.
    func expectNothingMissed(
        _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let asOf = store.cursor.mark.sequence
        for key in try store.orders(after: nil, limit: 1_000) {
            guard let inForce = try store.decisions(of: key).last?.decision,
                inForce.occasion != .adjustment, try store.pendingJudgement(of: key) == nil,
                try store.lateEvidence(of: key, limit: 1).isEmpty,
                let subject = try store.judgingCase(
                    for: PendingJudgement(
                        order: key, judgedAt: inForce.judgedAt, cause: asOf,
                        occasion: .evidence), asOf: asOf),
                case .decided(let now) = judge(subject, directory: store.directory)
            else { continue }
            #expect(
                now.result == inForce.result, "\(key) \(comment ?? "")",
                sourceLocation: sourceLocation)
        }
    }
}

extension Shop {
    static func contact(
        _ event: String, _ staff: StaffNumber = anna, at: Timestamp, aliases: [Alias],
        _ change: ContactChanged.Change = .added, id: [UInt8] = []
    ) -> ContactChanged {
        ContactChanged(
            event: EventID(unchecked: event), id: id, at: at, staff: staff, change: change,
            provenance: nil, personal: ContactChanged.Personal(aliases: aliases))
    }

    static func handOver(
        _ event: String, from: StaffNumber = anna, to: StaffNumber = bert, at: Timestamp,
        aliases: [Alias], _ state: HandOver.State = .done
    ) -> HandOver {
        HandOver(
            event: EventID(unchecked: event), at: at, from: from, to: to, state: state,
            provenance: provenance(7), personal: HandOver.Personal(aliases: aliases))
    }

    static func split(_ left: Alias, _ right: Alias) -> IdentitySplit {
        IdentitySplit(
            actor: World.actor(World.ines),
            personal: IdentitySplit.Personal(left: left, right: right, reason: "两个人"))
    }

    static func adjustment(
        of id: String, _ claim: AdjustmentProposed.Claim, by person: PersonNumber = World.ines
    ) -> AdjustmentProposed {
        AdjustmentProposed(
            order: order(id), claim: claim, actor: World.actor(person),
            personal: Reason(reason: "业绩申诉"))
    }

    static func resolve(
        _ number: UInt32, _ resolution: Resolution = .approved,
        by person: PersonNumber = World.otto
    ) -> AdjustmentResolved {
        AdjustmentResolved(
            adjustment: AdjustmentNumber(number), resolution: resolution,
            actor: World.actor(person), personal: nil)
    }

    /// A staff row with whatever a test changes.
    static func row(
        _ number: StaffNumber, department: DepartmentCode = department,
        employedFrom: Timestamp? = nil, employedTo: Timestamp? = nil,
        successor: StaffNumber? = nil, _ role: StaffSet.Role = .guide,
        effectiveFrom: Timestamp? = nil, aliases: [Alias]? = nil
    ) -> StaffSet {
        StaffSet(
            staff: number, department: department, employedFrom: employedFrom,
            employedTo: employedTo, successor: successor, role: role,
            effectiveFrom: effectiveFrom, actor: .system, provenance: nil,
            personal: StaffSet.Personal(
                userID: "u\(number.value)", name: "导购 \(number.value)",
                aliases: aliases ?? [alias(.unionid, UInt64(number.value))]))
    }

    static func place(
        _ code: DepartmentCode, parent: DepartmentCode? = nil, store: StoreCode? = nil,
        effectiveFrom: Timestamp? = nil
    ) -> DepartmentSet {
        DepartmentSet(
            department: code, name: code.value, parent: parent, store: store,
            effectiveFrom: effectiveFrom, actor: .system, provenance: nil)
    }
}
