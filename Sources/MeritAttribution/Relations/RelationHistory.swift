package import MeritCore

/// How a customer came to have the guide, told event by event.
package struct RelationHistory: Hashable, Sendable {
    /// By time; at one moment touches, hand-overs, deletions, purchases.
    package let steps: [Step]
    /// The relation at T; nil where none is valid then.
    package let bound: Decision.Bound?

    package init(steps: [Step], bound: Decision.Bound?) {
        self.steps = steps
        self.bound = bound
    }

    /// What one event did.
    package struct Step: Hashable, Sendable {
        package let at: Timestamp
        package let cause: Cause
        /// Who the event is about; of a hand-over who takes over.
        package let staff: StaffNumber
        package let effect: Effect

        package init(at: Timestamp, cause: Cause, staff: StaffNumber, effect: Effect) {
            self.at = at
            self.cause = cause
            self.staff = staff
            self.effect = effect
        }
    }

    /// The event.
    package enum Cause: Hashable, Sendable {
        case touch(TouchKind, Sequence)
        case handOver(Sequence)
        case deletion(Sequence)
        case purchase(OrderKey)
    }

    /// What came of it.
    package enum Effect: Hashable, Sendable {
        /// There was no guide; the staff member became it.
        case bound
        /// The staff member is the guide; validity and protection count from here.
        case renewed
        /// The staff member took the place of this guide.
        case replaced(StaffNumber)
        /// Handed over by this guide, clocks unchanged.
        case moved(from: StaffNumber)
        case ended
        /// Another guide stays: the event would have bound, but the policy protects.
        case protectedByOther
        case none
    }
}
