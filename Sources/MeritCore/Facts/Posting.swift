/// Ledger entries, numbered and chained. They exist where this fact is read back.
public struct Posting: Fact {
    public static let kind = FactKind.posting
    public static let version: UInt8 = 1

    /// Every fact up to here had been applied when the entries were computed: an order that became
    /// due later stays due.
    public let asOf: Sequence
    /// In rising number; empty when every order that was due needs no change.
    public let entries: [LedgerEntry]
    /// Orders that were due and whose entries need no change.
    public let unchanged: [OrderKey]

    public init(asOf: Sequence, entries: [LedgerEntry], unchanged: [OrderKey]) {
        self.asOf = asOf
        self.entries = entries
        self.unchanged = unchanged
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(asOf)
        writer.write(each: entries) { $0.write($1) }
        writer.write(each: unchanged) { $0.write($1) }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        asOf = try reader.sequence()
        entries = try reader.each { inner throws(ByteReader.Fault) in try inner.ledgerEntry() }
        unchanged = try reader.each { inner throws(ByteReader.Fault) in try inner.orderKey() }
    }
}

/// Why an entry was posted. The raw value is on disk.
public enum EntryKind: UInt8, CaseIterable, Sendable {
    case credit = 1
    case reversal = 2
    case edit = 3
    case rejudge = 4
    case adjustment = 5

    /// The `kind` in exports.
    public var name: String {
        switch self {
        case .credit: "credit"
        case .reversal: "reversal"
        case .edit: "edit"
        case .rejudge: "rejudge"
        case .adjustment: "adjustment"
        }
    }

    public init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// One immutable posting: so much of a line's net base goes to a payee, in a period.
public struct LedgerEntry: Hashable, Sendable {
    /// 1, 2, 3 … without holes.
    public let number: UInt64
    public let order: OrderKey
    /// A line of the order, or `freight`.
    public let line: LineID
    public let staff: StaffNumber
    public let department: DepartmentCode?
    public let store: StoreCode?
    /// The rule that credited; nil for unattributed.
    public let rule: String?
    /// Never 0.
    public let amount: MinorAmount
    public let currency: Currency
    public let kind: EntryKind
    public let policy: PolicyID
    /// The decision's record.
    public let decision: Sequence
    /// The record that made the order due.
    public let cause: Sequence
    public let period: Period
    /// The business time: B, or the moment of what changed the amount.
    public let at: Timestamp
    /// SHA-256 over the previous entry's hash and this entry's JSON Lines bytes without `hash`.
    public let hash: Digest

    public init(
        number: UInt64, order: OrderKey, line: LineID, staff: StaffNumber,
        department: DepartmentCode?, store: StoreCode?, rule: String?, amount: MinorAmount,
        currency: Currency, kind: EntryKind, policy: PolicyID, decision: Sequence,
        cause: Sequence, period: Period, at: Timestamp, hash: Digest
    ) {
        self.number = number
        self.order = order
        self.line = line
        self.staff = staff
        self.department = department
        self.store = store
        self.rule = rule
        self.amount = amount
        self.currency = currency
        self.kind = kind
        self.policy = policy
        self.decision = decision
        self.cause = cause
        self.period = period
        self.at = at
        self.hash = hash
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ entry: LedgerEntry) {
        write(varint: entry.number)
        write(entry.order)
        write(entry.line)
        write(entry.staff)
        write(optional: entry.department) { $0.write($1) }
        write(optional: entry.store) { $0.write($1) }
        write(optional: entry.rule) { $0.write(text: $1) }
        write(entry.amount)
        write(entry.currency)
        write(byte: entry.kind.rawValue)
        write(entry.policy)
        write(entry.decision)
        write(entry.cause)
        write(entry.period)
        write(entry.at)
        write(entry.hash)
    }
}

extension ByteReader {
    fileprivate mutating func ledgerEntry() throws(Fault) -> LedgerEntry {
        let number = try varint()
        let order = try orderKey()
        let line = try name(LineID.self)
        let staff = try payee()
        let department = try optional { inner throws(Fault) in
            try inner.name(DepartmentCode.self)
        }
        let store = try optional { inner throws(Fault) in try inner.name(StoreCode.self) }
        let rule = try optionalText()
        let amount = try amount()
        let currency = try currency()
        guard let kind = EntryKind(rawValue: try byte()) else { throw .invalid("entry kind") }
        return LedgerEntry(
            number: number, order: order, line: line, staff: staff, department: department,
            store: store, rule: rule, amount: amount, currency: currency, kind: kind,
            policy: try name(PolicyID.self), decision: try sequence(), cause: try sequence(),
            period: try period(), at: try timestamp(), hash: try digest())
    }
}
