package import MeritCore

/// A ledger entry before it has its number and its place in the chain.
package struct EntryDraft: Hashable, Sendable {
    package let order: OrderKey
    package let line: LineID
    /// 0: unattributed.
    package let staff: StaffNumber
    package let department: DepartmentCode?
    package let store: StoreCode?
    package let rule: String?
    /// Never 0.
    package let amount: MinorAmount
    package let currency: Currency
    package let kind: EntryKind
    package let policy: PolicyID
    package let decision: Sequence
    package let cause: Sequence
    package let period: Period
    package let at: Timestamp

    package init(
        order: OrderKey, line: LineID, staff: StaffNumber, department: DepartmentCode?,
        store: StoreCode?, rule: String?, amount: MinorAmount, currency: Currency,
        kind: EntryKind, policy: PolicyID, decision: Sequence, cause: Sequence, period: Period,
        at: Timestamp
    ) {
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
    }

    /// What `entry` says apart from its number and hash.
    package init(_ entry: LedgerEntry) {
        self.init(
            order: entry.order, line: entry.line, staff: entry.staff,
            department: entry.department, store: entry.store, rule: entry.rule,
            amount: entry.amount, currency: entry.currency, kind: entry.kind,
            policy: entry.policy, decision: entry.decision, cause: entry.cause,
            period: entry.period, at: entry.at)
    }
}

extension LedgerEntry {
    init(_ draft: EntryDraft, number: UInt64, hash: Digest) {
        self.init(
            number: number, order: draft.order, line: draft.line, staff: draft.staff,
            department: draft.department, store: draft.store, rule: draft.rule,
            amount: draft.amount, currency: draft.currency, kind: draft.kind,
            policy: draft.policy, decision: draft.decision, cause: draft.cause,
            period: draft.period, at: draft.at, hash: hash)
    }
}
