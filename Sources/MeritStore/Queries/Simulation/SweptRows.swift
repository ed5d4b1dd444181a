package import MeritCore
package import MeritOrders

/// A touch as a sweep over the whole table meets it: numbers only.
package struct SweptTouch: Sendable {
    package let sequence: Sequence
    /// The raw value of the fact kind that told it.
    package let source: UInt8
    /// The raw value of `TouchKind`.
    package let kind: UInt8
    package let at: Timestamp
    /// Nil where it was recorded when it happened.
    package let recordedAt: Timestamp?
    package let staff: UInt32
    /// 0: none.
    package let link: UInt32
    /// The raw value of `Verdict`.
    package let verdict: UInt8
    /// Slot and issue day of the token that was presented; nil where none was.
    package let token: Token?
    /// The number of its visitor; 0: none.
    package let visitor: Int64
    /// The number of the click it names beside the one it may be itself; 0: none.
    package let click: Int64

    package struct Token: Sendable {
        package let slot: UInt8
        package let issued: UInt16
    }
}

/// Two numbers that stand together: an alias and a touch, an alias and an order, two aliases.
package struct SweptPair: Hashable, Sendable {
    package let left: Int64
    package let right: Int64

    package init(left: Int64, right: Int64) {
        self.left = left
        self.right = right
    }
}

/// What a simulation compares of one order: as it stands, and as it was decided and posted.
package struct SweptOrder: Sendable {
    package let number: Int64
    package let state: OrderState
    /// The decision in force; nil where none stands.
    package let decision: Decision?
    /// The last decision that is no adjustment, and when the first one was recorded.
    package let judgement: Judged?
    /// Sums of the entries, by payee and department.
    package let posted: [PostedSum]

    package struct Judged: Sendable {
        package let decision: Decision
        /// The record of the order's first decision.
        package let first: Sequence
        package let firstAt: Timestamp
    }

    package struct PostedSum: Hashable, Sendable {
        package let staff: StaffNumber
        package let department: DepartmentCode?
        package let amount: MinorAmount
    }

    /// Whether people replaced its weights.
    package var isAdjusted: Bool { decision?.occasion == .adjustment }
}
