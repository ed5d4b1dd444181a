package import MeritCore

/// Business days, both ends included.
package struct DayRange: Hashable, Sendable {
    package let first: CivilDate
    /// Not before `first`.
    package let last: CivilDate

    /// Traps when the ends are exchanged; ranges from outside come through `init?(from:to:)`.
    package init(first: CivilDate, last: CivilDate) {
        precondition(first <= last, "a range has at least one day")
        self.first = first
        self.last = last
    }

    /// Nil when `last` lies before `first`.
    package init?(from first: CivilDate, to last: CivilDate) {
        guard first <= last else { return nil }
        self.init(first: first, last: last)
    }

    package var count: Int { last.daysSince1970 - first.daysSince1970 + 1 }
}
