import MeritAttribution
import MeritCore
import MeritStore

/// Hand-overs and deletions by the number of an alias they name.
struct SweptContacts: Sendable {
    private let handOversByAlias: [Int64: [CaseHandOver]]
    private let deletionsByAlias: [Int64: [CaseDeletion]]

    init(_ store: Store, asOf: Sequence) throws(StoreError) {
        var handOvers: [Int64: [CaseHandOver]] = [:]
        try store.sweepHandOvers(asOf: asOf) {
            handOvers[$0.alias, default: []].append($0.handOver)
        }
        var deletions: [Int64: [CaseDeletion]] = [:]
        try store.sweepDeletions(asOf: asOf) {
            deletions[$0.alias, default: []].append($0.deletion)
        }
        handOversByAlias = handOvers
        deletionsByAlias = deletions
    }

    /// Those that name one of the customer's bridges, each once.
    func handOvers(of customer: OrderCustomer) -> [CaseHandOver] {
        if handOversByAlias.isEmpty { return [] }
        let found = customer.bridges.flatMap { handOversByAlias[Sweep.number(of: $0)] ?? [] }
        return Set(found).sorted { $0.sequence < $1.sequence }
    }

    func deletions(of customer: OrderCustomer) -> [CaseDeletion] {
        if deletionsByAlias.isEmpty { return [] }
        let found = customer.bridges.flatMap { deletionsByAlias[Sweep.number(of: $0)] ?? [] }
        return Set(found).sorted { $0.sequence < $1.sequence }
    }
}
