import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// What is simulated, of which moment.
struct SimulationQuestion: Sendable {
    let store: Store
    let draft: Policy
    let days: DayRange
    let moment: StoreMoment
    /// The moments of the days.
    let created: Range<Timestamp>
    /// The directory of the moment with the draft in force for what was created in the days.
    let directory: Directory
    let threads: Int

    init(_ store: Store, _ draft: Policy, _ days: DayRange, threads: Int) {
        self.store = store
        self.draft = draft
        self.days = days
        self.threads = threads
        moment = store.moment
        let calendar = moment.directory.calendar
        let start = calendar.start(of: days.first)
        created = start..<max(start, calendar.end(of: days.last))
        directory = moment.directory.simulating(
            moment.directory.policies.replacing(
                with: draft, createdFrom: created.lowerBound, to: created.upperBound))
    }

    var asOf: Sequence { moment.asOf }

    var comparison: OrderComparison { OrderComparison(draft: draft, directory: directory) }

    /// The directory with the draft alone: a draft without relations asks for no other policy, and
    /// nobody has to look for purchases.
    var directoryOfDraftAlone: Directory {
        moment.directory.simulating(
            PolicyBook().replacing(
                with: draft, createdFrom: created.lowerBound, to: created.upperBound))
    }

    func orders(_ page: () -> Store.SweepStep) throws(StoreError) -> [Int64] {
        try store.sweepOrders(
            createdFrom: created.lowerBound, to: created.upperBound, asOf: asOf, page: page)
    }

    /// The aliases of staff that some fact named, by number.
    func ownAliases() throws(StoreError) -> [Int64: Alias] {
        let staff = moment.directory.staffNumbers
        let aliases = staff.flatMap { moment.directory.rows(of: $0) }.flatMap(\.aliases)
        var owned: [Int64: Alias] = [:]
        for (alias, number) in try store.numbers(of: Array(Set(aliases))) { owned[number] = alias }
        return owned
    }
}
