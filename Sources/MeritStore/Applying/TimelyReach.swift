import MeritAttribution
import MeritCore

/// What an order reaches without the bindings that customers made too late for it.
///
/// Such a binding is listed for the order and judges nothing again. Yet what the business says
/// later must not count for less because of it: where the order reaches something new by the
/// business's word, it is judged again, though the late binding told the same before.
struct TimelyReach {
    private let number: Int64
    private let aliases: [Alias]
    private let connection: Connection

    private static let isListed = Query(
        "lateEvidence.isListed",
        "SELECT 1 FROM late_evidence WHERE order_number = ? AND reason = 1 LIMIT 1")

    /// `aliases` stand on the order.
    init(_ number: Int64, _ aliases: [Alias], _ connection: Connection) {
        self.number = number
        self.aliases = aliases
        self.connection = connection
    }

    /// What it reached and no longer does, or reaches now, by the fact at `cause`, which confirmed
    /// pairs. Empty where nothing came too late.
    func difference(
        _ settings: IdentitySettings, _ confirmed: [AliasPair], at cause: Sequence
    ) throws(StoreError) -> Set<Alias> {
        guard try connection(Self.isListed).first(number, as: { _ in true }) != nil else {
            return []
        }
        let before = try reach(
            settings,
            TimelyBindings(
                order: number, asOf: Sequence(cause.value - 1), confirmed: confirmed,
                connection: connection))
        let after = try reach(
            settings,
            TimelyBindings(order: number, asOf: cause, confirmed: [], connection: connection))
        return before.symmetricDifference(after)
    }

    private func reach(
        _ settings: IdentitySettings, _ bindings: TimelyBindings
    ) throws(StoreError) -> Set<Alias> {
        var graph = CustomerGraph(settings: settings, lookup: bindings)
        return Set(try graph.customer(ofOrder: aliases).reach)
    }
}
