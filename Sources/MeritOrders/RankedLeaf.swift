import MeritCore

/// A leaf as the highest-ranked event that carries it tells it.
struct RankedLeaf<Value: Hashable & Sendable>: Hashable, Sendable {
    private(set) var value: Value?
    private var rank: EventRank?

    /// Takes what `leaf` says if it says anything and nothing of higher rank was said.
    mutating func fold(_ leaf: Leaf<Value>, _ rank: EventRank) {
        guard leaf.isPresent else { return }
        if let told = self.rank, told >= rank { return }
        value = leaf.value
        self.rank = rank
    }
}
