/// What was judged about an order: who is credited, in which proportion, and why. It counts where
/// it is read back from the journal, and holds no amounts: those follow the order's state.
public struct Decision: Fact {
    public static let kind = FactKind.decision
    public static let version: UInt8 = 1

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

    /// One touch, or one thing on the order, that a rule looked at.
    public struct Candidate: Hashable, Sendable {
        /// Index of the rule in the policy.
        public let rule: UInt8
        public let touchKind: TouchKind
        /// The touch's record; nil for what stands on the order itself.
        public let touch: Sequence?
        /// The touch's id, which orders equal times; empty for what stands on the order.
        public let id: [UInt8]
        public let staff: StaffNumber?
        public let link: LinkNumber?
        public let at: Timestamp?
        /// Nil: accepted, it is among the shares.
        public let rejection: RejectReason?
        public let note: Note?

        public init(
            rule: UInt8, touchKind: TouchKind, touch: Sequence?, id: [UInt8], staff: StaffNumber?,
            link: LinkNumber?, at: Timestamp?, rejection: RejectReason?, note: Note?
        ) {
            self.rule = rule
            self.touchKind = touchKind
            self.touch = touch
            self.id = id
            self.staff = staff
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

    public init(
        order: OrderKey, policy: PolicyID, judgedAt: Timestamp, asOf: Sequence, cause: Sequence,
        occasion: Occasion, rule: String?, store: StoreCode?, shares: [Share],
        candidates: [Candidate], candidatesOmitted: UInt32, customer: [Alias]
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
        self.customer = customer
    }

    /// What an amount can be divided by: somebody, each once, weights that 64 signed bits hold.
    private static func canDivide(_ shares: [Share]) -> Bool {
        !shares.isEmpty && shares.allSatisfy { 1...UInt64(Int64.max) ~= $0.weight }
            && Set(shares.map(\.payee)).count == shares.count
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(order)
        writer.write(policy)
        writer.write(judgedAt)
        writer.write(asOf)
        writer.write(cause)
        writer.write(byte: occasion.rawValue)
        writer.write(optional: rule) { $0.write(text: $1) }
        writer.write(optional: store) { $0.write($1) }
        writer.write(each: shares) { writer, share in
            writer.write(share.payee)
            writer.write(optional: share.department) { $0.write($1) }
            writer.write(varint: share.weight)
        }
        writer.write(each: candidates) { $0.write($1) }
        writer.write(varint: UInt64(candidatesOmitted))
    }

    public var hasPersonalPart: Bool { !customer.isEmpty }

    public func writePersonal(to writer: inout ByteWriter) {
        writer.write(each: customer) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        order = try reader.orderKey()
        policy = try reader.name(PolicyID.self)
        judgedAt = try reader.timestamp()
        asOf = try reader.sequence()
        cause = try reader.sequence()
        guard let occasion = Occasion(rawValue: try reader.byte()) else {
            throw .invalid("occasion")
        }
        self.occasion = occasion
        rule = try reader.optionalText()
        store = try reader.optional { inner throws(ByteReader.Fault) in
            try inner.name(StoreCode.self)
        }
        shares = try reader.each { inner throws(ByteReader.Fault) in
            Share(
                payee: try inner.payee(),
                department: try inner.optional { deepest throws(ByteReader.Fault) in
                    try deepest.name(DepartmentCode.self)
                },
                weight: try inner.varint())
        }
        guard Self.canDivide(shares) else { throw .invalid("shares") }
        candidates = try reader.each { inner throws(ByteReader.Fault) in try inner.candidate() }
        candidatesOmitted = try reader.number(UInt32.self, "candidates omitted")
        customer = try personal.read { inner throws(ByteReader.Fault) in try inner.aliases() } ?? []
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ candidate: Decision.Candidate) {
        write(byte: candidate.rule)
        write(byte: candidate.touchKind.rawValue)
        write(varint: candidate.touch?.value ?? 0)
        write(bytes: candidate.id)
        write(varint: UInt64(candidate.staff?.value ?? 0))
        write(varint: UInt64(candidate.link?.value ?? 0))
        write(optional: candidate.at) { $0.write($1) }
        write(byte: candidate.rejection?.rawValue ?? 0)
        write(byte: candidate.note?.rawValue ?? 0)
    }
}

extension ByteReader {
    fileprivate mutating func candidate() throws(Fault) -> Decision.Candidate {
        let rule = try byte()
        let kind = try touchKind()
        let touch = try sequence()
        let id = Array(try lengthPrefixed())
        let staff = StaffNumber(try varint())
        let link = LinkNumber(try varint())
        let at = try optionalTimestamp()
        let rejection = try byte()
        let note = try byte()
        if rejection != 0, RejectReason(rawValue: rejection) == nil {
            throw .invalid("reject reason")
        }
        if note != 0, Decision.Note(rawValue: note) == nil { throw .invalid("note") }
        return Decision.Candidate(
            rule: rule, touchKind: kind, touch: touch == .zero ? nil : touch, id: id,
            staff: staff, link: link, at: at, rejection: RejectReason(rawValue: rejection),
            note: Decision.Note(rawValue: note))
    }
}
