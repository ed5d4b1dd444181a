import MeritCore

/// What an account is due in one open period beyond its entries there, moment by moment.
struct PeriodDifference {
    /// By moment what is due there less what was posted there; never 0.
    private var byMoment: [Timestamp: MinorAmount] = [:]
    private(set) var total = MinorAmount.zero

    mutating func add(_ amount: MinorAmount, at moment: Timestamp) {
        total += amount
        let sum = byMoment[moment, default: .zero] + amount
        byMoment[moment] = sum == .zero ? nil : sum
    }

    /// The business time of the one entry that evens the difference out: of the moments that
    /// differ, one that differs by exactly the entry's amount, else one that differs in its
    /// direction; the latest of them. Nil when nothing is due.
    ///
    /// So a refund has its own moment whatever came before it, and two refunds in one posting have
    /// the later one's.
    var moment: Timestamp? {
        guard total != .zero else { return nil }
        let exact = byMoment.filter { $0.value == total }
        let alike = byMoment.filter { ($0.value > .zero) == (total > .zero) }
        return exact.keys.max() ?? alike.keys.max()
    }
}
