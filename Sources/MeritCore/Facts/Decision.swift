/// What was judged about an order: who is credited, in which proportion, and why. It counts where
/// it is read back from the journal, and holds no amounts: those follow the order's state.
///
/// Version 1 knew no relations and named nothing examined beside what it used.
public struct Decision: Fact {
    public static let kind = FactKind.decision
    public static let version: UInt8 = 2

    public let order: OrderKey
    public let policy: PolicyID
    /// The judging instant T.
    public let judgedAt: Timestamp
    /// Every fact up to here had been applied when the order was judged.
    public let asOf: Sequence
    /// The fact that made the order due for judgement.
    public let cause: Sequence
    public let occasion: Occasion
    /// The name of the rule that yielded somebody; nil: unattributed.
    public let rule: String?
    /// The ordering store.
    public let store: StoreCode?
    /// By payee, rising, each once; unattributed is one share of payee 0. At least one.
    public let shares: [Share]
    /// In the order of the rules, then time, then id; at most `candidatesMax`, the latest kept.
    public let candidates: [Candidate]
    public let candidatesOmitted: UInt32
    /// The customer's relation at T; nil: there is none.
    public let bound: Bound?
    /// What of the directory this decision rests on: a change of it is evidence.
    public let examined: Examined
    /// The customer's aliases, rising; empty once a person is erased.
    public let customer: [Alias]

    public static let candidatesMax = 200

    /// Why the order was judged. The raw value is on disk.
    public enum Occasion: UInt8, Sendable {
        case first = 1
        case evidence = 2
        case rerun = 3
        case adjustment = 4
    }

    public struct Share: Hashable, Sendable {
        public let payee: StaffNumber
        /// The payee's department at T.
        public let department: DepartmentCode?
        /// 1 … 2⁶³−1.
        public let weight: UInt64

        public init(payee: StaffNumber, department: DepartmentCode?, weight: UInt64) {
            self.payee = payee
            self.department = department
            self.weight = weight
        }
    }

    /// One touch, one thing on the order, or the guide of a relation, that a rule looked at.
    public struct Candidate: Hashable, Sendable {
        /// Index of the rule in the policy.
        public let rule: UInt8
        /// Nil: the guide of the relation.
        public let touchKind: TouchKind?
        /// The touch's record; nil for what stands on the order itself.
        public let touch: Sequence?
        /// The touch's id, which orders equal times; empty for what stands on the order.
        public let id: [UInt8]
        public let staff: StaffNumber?
        /// Who was put in the place of `staff`; nil: nobody.
        public let payee: StaffNumber?
        public let link: LinkNumber?
        public let at: Timestamp?
        /// Nil: accepted, it is among the shares.
        public let rejection: RejectReason?
        public let note: Note?

        public init(
            rule: UInt8, touchKind: TouchKind?, touch: Sequence?, id: [UInt8],
            staff: StaffNumber?, payee: StaffNumber? = nil, link: LinkNumber?, at: Timestamp?,
            rejection: RejectReason?, note: Note?
        ) {
            self.rule = rule
            self.touchKind = touchKind
            self.touch = touch
            self.id = id
            self.staff = staff
            self.payee = payee
            self.link = link
            self.at = at
            self.rejection = rejection
            self.note = note
        }
    }

    /// What a proof adds to a candidate. The raw value is on disk.
    public enum Note: UInt8, Sendable {
        case clickMismatch = 1
        case clickUnknown = 2
        case tokenOnly = 3

        public var name: String {
            switch self {
            case .clickMismatch: "click_mismatch"
            case .clickUnknown: "click_unknown"
            case .tokenOnly: "token_only"
            }
        }
    }

    /// Without `examined` it is what candidates, shares and store name.
    public init(
        order: OrderKey, policy: PolicyID, judgedAt: Timestamp, asOf: Sequence, cause: Sequence,
        occasion: Occasion, rule: String?, store: StoreCode?, shares: [Share],
        candidates: [Candidate], candidatesOmitted: UInt32, bound: Bound? = nil,
        examined: Examined? = nil, customer: [Alias]
    ) {
        self.order = order
        self.policy = policy
        self.judgedAt = judgedAt
        self.asOf = asOf
        self.cause = cause
        self.occasion = occasion
        self.rule = rule
        self.store = store
        self.shares = shares
        self.candidates = candidates
        self.candidatesOmitted = candidatesOmitted
        self.bound = bound
        self.examined = examined ?? Examined(of: candidates, shares: shares, store: store)
        self.customer = customer
    }
}
