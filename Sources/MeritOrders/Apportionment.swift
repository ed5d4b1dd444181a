package import MeritCore

/// A claim to a part of an amount.
package struct Share<Key: ApportionmentKey>: Hashable, Sendable {
    package let key: Key
    /// 0 … 2⁶³−1.
    package let weight: UInt64

    package init(key: Key, weight: UInt64) {
        self.key = key
        self.weight = weight
    }
}

/// A part of an amount.
package struct Part<Key: ApportionmentKey>: Hashable, Sendable {
    package let key: Key
    package let amount: MinorAmount

    package init(key: Key, amount: MinorAmount) {
        self.key = key
        self.amount = amount
    }
}

/// The division of an amount in whole minor units by the method of Sainte-Laguë: units are handed
/// out one by one, each to the claim with the greatest weight / (2 · units it has + 1), ties to the
/// key that ranks first.
///
/// The parts sum to the amount; with two claims this is ordinary rounding; a smaller amount raises
/// nobody's part. Products have 128 bits, so amounts up to `Int64.max` are exact.
package enum Apportionment {
    /// The parts of `amount` in the keys' order, parts of 0 included.
    ///
    /// Takes O(n²) steps for n claims, whatever the amount. Traps where `amount` is negative or,
    /// when there is something to hand out, no weight is positive, and where a key stands twice or
    /// a weight is 2⁶³ or more: weights come from decisions, which have neither.
    package static func parts<Key>(
        of amount: MinorAmount, among shares: [Share<Key>]
    ) -> [Part<Key>] {
        let shares = shares.sorted { $0.key.ranksBefore($1.key) }
        precondition(
            zip(shares, shares.dropFirst()).allSatisfy { $0.key != $1.key },
            "each claim stands once")
        precondition(amount >= .zero, "what is handed out is not negative")
        let counts = counts(of: UInt64(amount.value), weights: shares.map(\.weight))
        return zip(shares, counts).map { share, count in
            // No part is greater than the amount, an Int64.
            Part(key: share.key, amount: MinorAmount(Int64(count)))
        }
    }

    /// Units per weight; among equal claims an earlier place goes first.
    private static func counts(of amount: UInt64, weights: [UInt64]) -> [UInt64] {
        guard amount > 0 else { return weights.map { _ in 0 } }
        precondition(
            weights.allSatisfy { $0 <= UInt64(Int64.max) }, "weights are below 2^63")
        precondition(weights.contains { $0 > 0 }, "somebody has a claim")
        var counts = certainCounts(of: amount, weights: weights)
        var left = amount - counts.reduce(0, +)
        while left > 0 {
            counts[nextPlace(weights, counts)] += 1
            left -= 1
        }
        return counts
    }

    /// Units that each weight is sure of; at most as many are left over as weights are positive.
    ///
    /// With W the sum of the n positive weights and A the amount, at most A units have
    /// weight / (2a − 1) ≥ W / (2A − n), counting a = 1, 2, 3 … for each weight: the sum of the
    /// rounded (A − n/2) · weight / W is at most A. So every unit strictly above that bound is
    /// handed out, and these, each sum rounded by at most 1/2, are at least A − n.
    private static func certainCounts(of amount: UInt64, weights: [UInt64]) -> [UInt64] {
        let positive = UInt128(weights.count { $0 > 0 })
        let total = weights.reduce(UInt128(0)) { $0 + UInt128($1) }
        let doubled = 2 * UInt128(amount)
        guard doubled > positive else { return weights.map { _ in 0 } }
        return weights.map { weight in
            guard weight > 0 else { return 0 }
            // The a ≥ 1 with (2a − 1) · W < (2A − n) · weight. Below 2⁶⁴ · 2⁶³ plus the weights'
            // sum, this stays below 2¹²⁸; the count is at most the amount.
            let bound = (doubled - positive) * UInt128(weight) + total
            return UInt64((bound - 1) / (2 * total))
        }
    }

    /// The place that the next unit goes to.
    private static func nextPlace(_ weights: [UInt64], _ counts: [UInt64]) -> Int {
        var best = 0
        for place in weights.indices.dropFirst() {
            // weight / (2 · count + 1), compared crosswise; counts stay below 2⁶³.
            let challenger = UInt128(weights[place]) * (2 * UInt128(counts[best]) + 1)
            let holder = UInt128(weights[best]) * (2 * UInt128(counts[place]) + 1)
            if challenger > holder { best = place }
        }
        return best
    }
}
