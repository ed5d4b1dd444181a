package import MeritCore

/// Somebody who may act.
package struct PersonRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let person: PersonNumber
    /// Nil once erased.
    package let name: String?
    /// The WeCom userid.
    package let userID: String?
    /// Who added them; nil: nobody in person.
    package let createdBy: PersonNumber?

    package init(
        recorded: Sequence, recordedAt: Timestamp, person: PersonNumber, name: String?,
        userID: String?, createdBy: PersonNumber? = nil
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.person = person
        self.name = name
        self.userID = userID
        self.createdBy = createdBy
    }
}

/// What a department is from a moment on.
package struct DepartmentRow: DatedRow {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let department: DepartmentCode
    package let name: String
    package let parent: DepartmentCode?
    /// The shops' code of the store that this department is, where it is one.
    package let store: StoreCode?
    package let effectiveFrom: Timestamp?

    package init(
        recorded: Sequence, recordedAt: Timestamp, department: DepartmentCode, name: String,
        parent: DepartmentCode?, store: StoreCode?, effectiveFrom: Timestamp?
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.department = department
        self.name = name
        self.parent = parent
        self.store = store
        self.effectiveFrom = effectiveFrom
    }
}

/// What a staff member or house account is from a moment on.
package struct StaffRow: DatedRow {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let staff: StaffNumber
    package let department: DepartmentCode
    /// Nil: always was.
    package let employedFrom: Timestamp?
    /// The first instant they are no longer employed; nil: open.
    package let employedTo: Timestamp?
    package let successor: StaffNumber?
    package let role: StaffSet.Role
    package let effectiveFrom: Timestamp?
    /// Empty once erased.
    package let name: String
    /// The WeCom userid.
    package let userID: String?
    /// The person's own.
    package let aliases: [Alias]

    package init(
        recorded: Sequence, recordedAt: Timestamp, staff: StaffNumber, department: DepartmentCode,
        employedFrom: Timestamp?, employedTo: Timestamp?, successor: StaffNumber?,
        role: StaffSet.Role, effectiveFrom: Timestamp?, name: String, userID: String?,
        aliases: [Alias]
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.staff = staff
        self.department = department
        self.employedFrom = employedFrom
        self.employedTo = employedTo
        self.successor = successor
        self.role = role
        self.effectiveFrom = effectiveFrom
        self.name = name
        self.userID = userID
        self.aliases = aliases
    }
}

/// From `recordedAt` on, a staff member's tokens are rejected, or accepted again.
package struct StaffRevocationRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let staff: StaffNumber
    package let change: StaffRevocation.Change

    package init(
        recorded: Sequence, recordedAt: Timestamp, staff: StaffNumber,
        change: StaffRevocation.Change
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.staff = staff
        self.change = change
    }
}

/// A link, unchangeable but for its revocation.
package struct LinkRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let link: LinkNumber
    package let kind: LinkKind
    package let destination: String
    package let channel: MarketingChannel
    package let campaign: Campaign?
    /// How many business days a token is good for, its issue day included; nil: for ever.
    package let validDays: UInt32?

    package init(
        recorded: Sequence, recordedAt: Timestamp, link: LinkNumber, kind: LinkKind,
        destination: String, channel: MarketingChannel, campaign: Campaign?, validDays: UInt32?
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.link = link
        self.kind = kind
        self.destination = destination
        self.channel = channel
        self.campaign = campaign
        self.validDays = validDays
    }
}

/// From `recordedAt` on, a link's tokens are rejected.
package struct LinkRevocationRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let link: LinkNumber

    package init(recorded: Sequence, recordedAt: Timestamp, link: LinkNumber) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.link = link
    }
}

/// A published policy.
package struct PolicyRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let policy: Policy

    package init(recorded: Sequence, recordedAt: Timestamp, policy: Policy) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.policy = policy
    }
}

/// What a slot of the key ring may do, as last told.
package struct KeyRow: Hashable, Sendable {
    package let recorded: Sequence
    package let recordedAt: Timestamp
    package let slot: KeySlot
    package let state: KeySlotState

    package init(
        recorded: Sequence, recordedAt: Timestamp, slot: KeySlot, state: KeySlotState
    ) {
        self.recorded = recorded
        self.recordedAt = recordedAt
        self.slot = slot
        self.state = state
    }
}

/// How aliases join into customers.
package struct IdentitySettings: Hashable, Sendable {
    /// Kinds that never make two aliases one customer.
    package let neverMerge: Set<AliasKind>
    /// A phone, member, visitor or click bound to more than this many people is shared.
    package let sharedAfter: UInt32

    package init(neverMerge: Set<AliasKind>, sharedAfter: UInt32) {
        self.neverMerge = neverMerge
        self.sharedAfter = sharedAfter
    }

    /// What holds until a fact says otherwise: click and visitor never merge, shared after 3.
    package static let standard = IdentitySettings(neverMerge: [.click, .visitor], sharedAfter: 3)
}
