import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// One order with its entries, as the worker keeps them: what is told marks the order due, what is
/// posted joins the chain.
struct OrderBooks {
    static let key = OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A1"))

    enum Booking {
        case whenPaid
        case at(Timestamp)
        case unknown
    }

    struct Leaves {
        var lines: [OrderLine] = []
        var freight: MinorAmount?
        /// Nil: higher than any before.
        var version: UInt64?
    }

    let calendar: BusinessCalendar
    let basis: NetBasis
    var booking = Booking.whenPaid { didSet { due.edit = next() } }
    var closedThrough: Period?
    private(set) var state: OrderState?
    private(set) var decision: Decision?
    private(set) var decisionRecord = Sequence.zero
    /// The decision before the first adjustment that is still to be posted.
    private var formerly: FormerDecision?
    private(set) var entries: [LedgerEntry] = []
    private(set) var head = LedgerHead.empty
    private var due = DueCauses()
    private var recorded = Sequence.zero

    init(
        calendar: BusinessCalendar = OrderBooks.shanghai(), basis: NetBasis = NetBasis(.goods)
    ) {
        self.calendar = calendar
        self.basis = basis
    }

    static func shanghai(dayStartMinutes: Int = 0, monthStart: Int = 1) -> BusinessCalendar {
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)
        guard
            let calendar = BusinessCalendar(
                zone: "Asia/Shanghai", offsets: [offset], dayStartMinutes: dayStartMinutes,
                monthStart: monthStart)
        else { preconditionFailure("the starts are in range") }
        return calendar
    }

    private mutating func next() -> Sequence {
        recorded = recorded.advanced(by: 1)
        return recorded
    }

    mutating func judge(_ shares: [Decision.Share]) {
        let isFirst = decision == nil
        decide(shares, isFirst ? .first : .evidence)
        if isFirst { due.first = decision?.cause } else { due.rejudge = decision?.cause }
    }

    mutating func adjust(_ shares: [Decision.Share]) {
        if formerly == nil, let decision {
            formerly = FormerDecision(decision, record: decisionRecord)
        }
        decide(shares, .adjustment)
        due.adjustment = decision?.cause
    }

    private mutating func decide(_ shares: [Decision.Share], _ occasion: Decision.Occasion) {
        let cause = next()
        let isUnattributed = shares.map(\.payee) == [.unattributed]
        decision = Decision(
            order: Self.key, policy: PolicyID(unchecked: "starter-v1"),
            judgedAt: state?.paidAt ?? .distantPast, asOf: cause, cause: cause,
            occasion: occasion,
            rule: isUnattributed || occasion == .adjustment ? nil : "shared",
            store: nil, shares: shares.sorted { $0.payee < $1.payee }, candidates: [],
            candidatesOmitted: 0, customer: [])
        decisionRecord = next()
    }

    mutating func tell(
        _ type: OrderEventType, at moment: Timestamp, leaves: Leaves = Leaves(),
        refund: Refund? = nil
    ) throws {
        let record = next()
        try tell(
            OrderEvent(
                order: Self.key, event: EventID(unchecked: "E\(record.value)"),
                contentDigest: .zero, provenance: nil, type: type,
                orderVersion: leaves.version ?? record.value,
                occurredAt: moment, currency: .renminbi,
                paidAt: type == .paid ? .value(moment) : .absent,
                lines: leaves.lines.isEmpty ? .absent : .value(leaves.lines),
                freight: leaves.freight.map { .value($0) } ?? .absent, refund: refund),
            record)
    }

    mutating func refund(
        _ id: String, at moment: Timestamp, _ scope: Refund.Scope, version: UInt64? = nil
    ) throws {
        let refund = Refund(refund: RefundID(unchecked: id), scope: scope)
        try tell(.refunded, at: moment, leaves: Leaves(version: version), refund: refund)
    }

    /// Takes an event that has a version of its own.
    mutating func tell(_ event: OrderEvent) throws { try tell(event, next()) }

    private mutating func tell(_ event: OrderEvent, _ record: Sequence) throws {
        if state == nil { state = OrderState(event) } else { try state?.fold(event) }
        switch event.type {
        case .created, .paid, .completed: due.edit = record
        case .cancelled, .refunded: due.reversal = record
        }
    }

    private var bookedAt: Timestamp? {
        switch booking {
        case .whenPaid: state?.paidAt
        case .at(let moment): moment
        case .unknown: nil
        }
    }

    var subject: PostingCase? {
        guard let state, let decision else { return nil }
        return PostingCase(
            state: state, decision: decision, decisionRecord: decisionRecord,
            formerly: due.adjustment == nil ? nil : formerly, bookedAt: bookedAt, basis: basis,
            posted: entries, due: due)
    }

    /// Posts what is due; `first` cuts it off behind so many entries, and the order stays due.
    mutating func post(_ note: String = "", first count: Int? = nil) throws {
        guard let subject else { return }
        let drafts = entriesDue(subject, calendar: calendar, closedThrough: closedThrough)
        let faults = subject.conservationFaults(after: drafts)
        #expect(faults.isEmpty, "\(faults) \(note)")
        for draft in drafts.prefix(count ?? drafts.count) { entries.append(head.append(draft)) }
        guard count == nil else { return }
        due = DueCauses()
        formerly = nil
    }

    /// Payee's sums by line and period, `a 1001 2026-11: 500`; those of 0 left out.
    var sums: [String: Int64] {
        var sums: [String: Int64] = [:]
        for entry in entries {
            let key = "\(entry.line) \(entry.staff.value) \(entry.period)"
            sums[key, default: 0] += entry.amount.value
        }
        return sums.filter { $0.value != 0 }
    }
}
