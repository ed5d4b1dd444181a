import MeritAttribution
import MeritCore

@testable import MeritCommands

/// A directory that grows by commands, as the journal's reader makes it grow.
struct Ask {
    static let noon = Timestamp(milliseconds: 1_795_226_400_000)

    var directory = Directory()
    var books = Books()
    private var recorded: UInt64 = 0

    /// Decides the next command and applies what it changes.
    @discardableResult
    mutating func callAsFunction(_ fact: FactPayload, at: Timestamp = Self.noon) -> CommandOutcome?
    {
        recorded += 1
        let outcome = outcome(
            of: fact, at: at, sequence: Sequence(recorded), in: directory, lookup: books)
        if case .accepted(let changes, _)? = outcome {
            for change in changes {
                directory.apply(change)
                books.apply(change)
            }
        }
        return outcome
    }

    static func days(_ count: Int64) -> Timestamp { noon.advanced(by: .days(count)) }

    static func shop(_ name: String) -> FactPayload {
        .shopAdded(ShopAdded(shop: ShopName(unchecked: name), actor: .system))
    }

    static func person(_ name: String, by creator: UInt32? = nil) -> FactPayload {
        .personAdded(
            PersonAdded(actor: actor(creator), personal: .init(name: name, userID: nil)))
    }

    /// A person who comes with a key; nil: a key that belongs to nobody.
    static func actor(_ person: UInt32?) -> Actor {
        Actor(person: person.map { PersonNumber($0) }, door: .apiKey)
    }

    static func department(
        _ code: String, parent: String? = nil, store: String? = nil, from: Timestamp? = nil
    ) -> FactPayload {
        .departmentSet(
            DepartmentSet(
                department: DepartmentCode(unchecked: code), name: code,
                parent: parent.map { DepartmentCode(unchecked: $0) },
                store: store.map { StoreCode(unchecked: $0) }, effectiveFrom: from,
                actor: .system, provenance: nil))
    }

    static func staff(
        _ number: UInt32, _ department: String, _ role: StaffSet.Role = .guide,
        successor: UInt32? = nil, from: Timestamp? = nil,
        employed: (from: Timestamp?, to: Timestamp?) = (nil, nil)
    ) -> FactPayload {
        .staffSet(
            StaffSet(
                staff: StaffNumber(unchecked: number),
                department: DepartmentCode(unchecked: department), employedFrom: employed.from,
                employedTo: employed.to,
                successor: successor.map { StaffNumber(unchecked: $0) }, role: role,
                effectiveFrom: from, actor: .system, provenance: nil,
                personal: .init(userID: "u\(number)", name: "Li", aliases: [])))
    }

    static func link(_ destination: String = "https://mall.example/") -> FactPayload {
        .linkCreated(
            LinkCreated(
                linkKind: .h5, destination: destination,
                channel: MarketingChannel(unchecked: "moments"),
                campaign: nil, validDays: 5, actor: .system))
    }

    static func revoke(link: UInt32) -> FactPayload {
        .linkRevoked(LinkRevoked(link: LinkNumber(unchecked: link), actor: .system))
    }

    static func policy(_ id: String, from: Timestamp) -> FactPayload {
        let starter = Policy.starterV1
        let policy = Policy(
            id: PolicyID(unchecked: id), effectiveFrom: from,
            judgingInstant: starter.judgingInstant, booking: starter.booking,
            creditBase: starter.creditBase, excludedCategories: [],
            rejudgeFor: starter.rejudgeFor, rules: starter.rules)
        return .policyPublished(PolicyPublished(document: policy.document, actor: .system))
    }
}

extension CommandOutcome {
    var refusal: CommandRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    var result: CommandResult? {
        if case .accepted(_, let result) = self { result } else { nil }
    }

    var changes: [DirectoryChange] {
        if case .accepted(let changes, _) = self { changes } else { [] }
    }
}
