package import MeritCore

/// An appeal or correction, and what became of it.
package struct AdjustmentRow: Hashable, Sendable {
    package let number: AdjustmentNumber
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let order: OrderKey
    package let claim: AdjustmentProposed.Claim
    package let proposer: PersonNumber
    /// Nil once erased.
    package let reason: String?
    package let state: ProposalState
    /// The record that approved or declined it; nil while it is open, like the next two.
    package let resolved: Sequence?
    package let resolvedAt: Timestamp?
    package let resolver: PersonNumber?

    package init(
        number: AdjustmentNumber, recorded: Sequence, recordedAt: Timestamp, order: OrderKey,
        claim: AdjustmentProposed.Claim, proposer: PersonNumber, reason: String?,
        state: ProposalState = .open, resolved: Sequence? = nil, resolvedAt: Timestamp? = nil,
        resolver: PersonNumber? = nil
    ) {
        self.number = number
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.order = order
        self.claim = claim
        self.proposer = proposer
        self.reason = reason
        self.state = state
        self.resolved = resolved
        self.resolvedAt = resolvedAt
        self.resolver = resolver
    }

    /// The same adjustment, resolved by this record.
    package func resolved(
        _ resolution: Resolution, by resolver: PersonNumber, sequence: Sequence, at: Timestamp
    ) -> AdjustmentRow {
        AdjustmentRow(
            number: number, recorded: recorded, recordedAt: recordedAt, order: order,
            claim: claim, proposer: proposer, reason: reason, state: ProposalState(resolution),
            resolved: sequence, resolvedAt: at, resolver: resolver)
    }
}

/// How far something that two people do together has come. The raw value is on disk.
package enum ProposalState: UInt8, CaseIterable, Sendable {
    case open = 0
    case approved = 1
    case declined = 2

    package init(_ resolution: Resolution) {
        switch resolution {
        case .approved: self = .approved
        case .declined: self = .declined
        }
    }

    /// The name in lists.
    package var name: String {
        switch self {
        case .open: "open"
        case .approved: "approved"
        case .declined: "declined"
        }
    }
}

/// A re-run of a policy over orders created on the days `from` … `to`, and what became of it.
package struct RerunRow: Hashable, Sendable {
    package let number: RerunNumber
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let policy: PolicyID
    /// Business days, both included.
    package let from: CivilDate
    package let to: CivilDate
    package let proposer: PersonNumber
    /// Nil once erased.
    package let reason: String?
    package let state: ProposalState
    /// The record that approved or declined it; nil while it is open, like the next two.
    package let resolved: Sequence?
    package let resolvedAt: Timestamp?
    package let resolver: PersonNumber?

    package init(
        number: RerunNumber, recorded: Sequence, recordedAt: Timestamp, policy: PolicyID,
        from: CivilDate, to: CivilDate, proposer: PersonNumber, reason: String?,
        state: ProposalState = .open, resolved: Sequence? = nil, resolvedAt: Timestamp? = nil,
        resolver: PersonNumber? = nil
    ) {
        self.number = number
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.policy = policy
        self.from = from
        self.to = to
        self.proposer = proposer
        self.reason = reason
        self.state = state
        self.resolved = resolved
        self.resolvedAt = resolvedAt
        self.resolver = resolver
    }

    /// The same re-run, resolved by this record.
    package func resolved(
        _ resolution: Resolution, by resolver: PersonNumber, sequence: Sequence, at: Timestamp
    ) -> RerunRow {
        RerunRow(
            number: number, recorded: recorded, recordedAt: recordedAt, policy: policy,
            from: from, to: to, proposer: proposer, reason: reason,
            state: ProposalState(resolution), resolved: sequence, resolvedAt: at,
            resolver: resolver)
    }
}

/// A proposal to close a period. The latest of a period counts.
package struct CloseProposalRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let period: Period
    package let waives: CloseProposed.Waives
    package let proposer: PersonNumber
    /// Nil where nothing is waived without a word, or once erased.
    package let reason: String?
    /// The ledger's last number when it was proposed: an entry posted since makes it stale.
    package let head: UInt64

    package init(
        recorded: Sequence, recordedAt: Timestamp, period: Period, waives: CloseProposed.Waives,
        proposer: PersonNumber, reason: String?, head: UInt64
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.period = period
        self.waives = waives
        self.proposer = proposer
        self.reason = reason
        self.head = head
    }
}

/// A period that is closed, and with it every earlier one.
package struct ClosingRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let period: Period
    /// The record of the proposal that was confirmed.
    package let proposal: Sequence
    package let confirmer: PersonNumber

    package init(
        recorded: Sequence, recordedAt: Timestamp, period: Period, proposal: Sequence,
        confirmer: PersonNumber
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.period = period
        self.proposal = proposal
        self.confirmer = confirmer
    }
}

/// Two aliases whose binding is withdrawn from `recorded` on.
package struct SplitRow: Hashable, Sendable {
    package let recorded: Sequence
    package let left: Alias
    package let right: Alias

    package init(recorded: Sequence, left: Alias, right: Alias) {
        self.recorded = recorded
        self.left = left
        self.right = right
    }
}

/// One person gave another an API key.
package struct KeyIssueRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let issuer: PersonNumber
    package let holder: PersonNumber

    package init(
        recorded: Sequence, recordedAt: Timestamp, issuer: PersonNumber, holder: PersonNumber
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.issuer = issuer
        self.holder = holder
    }
}
