import MeritCore
import Testing

@testable import MeritOrders

/// The rule as it is written: units one by one, each to the greatest w / (2a + 1), ties to the
/// lower number, unattributed last.
private func unitByUnit(_ amount: Int64, _ weights: [(staff: UInt32, weight: UInt64)]) -> [Int64] {
    var counts = [Int64](repeating: 0, count: weights.count)
    for _ in 0..<amount {
        var best: Int?
        for place in weights.indices where weights[place].weight > 0 {
            guard let holder = best else {
                best = place
                continue
            }
            let mine = Int128(weights[place].weight) * Int128(2 * counts[holder] + 1)
            let other = Int128(weights[holder].weight) * Int128(2 * counts[place] + 1)
            let isLower =
                weights[place].staff != 0
                && (weights[holder].staff == 0 || weights[place].staff < weights[holder].staff)
            if mine > other || mine == other && isLower { best = place }
        }
        if let best { counts[best] += 1 }
    }
    return counts
}

private func parts(
    _ amount: Int64, _ weights: [(staff: UInt32, weight: UInt64)]
) -> [UInt32: Int64] {
    let shares = weights.map { Share(key: StaffNumber(unchecked: $0.staff), weight: $0.weight) }
    let parts = Apportionment.parts(of: MinorAmount(amount), among: shares)
    return Dictionary(uniqueKeysWithValues: parts.map { ($0.key.value, $0.amount.value) })
}

@Suite struct ApportionmentTests {
    /// amount | staff:weight … | staff:part …
    @Test(
        "amounts are divided as this table says",
        arguments: [
            "100  | 1:1            | 1:100",
            "0    | 1:1 2:1        | 1:0 2:0",
            "1    | 1:1 2:1        | 1:1 2:0",
            "1    | 7:1 3:1        | 3:1 7:0",
            "3    | 1:1 2:1        | 1:2 2:1",
            "1    | 0:1 9:1        | 9:1 0:0",
            "3    | 0:1 9:1        | 9:2 0:1",
            "10   | 0:9 9:1        | 9:1 0:9",
            "100  | 1:1 2:2        | 1:33 2:67",
            "100  | 1:40 2:40 3:20 | 1:40 2:40 3:20",
            "101  | 1:40 2:40 3:20 | 1:41 2:40 3:20",
            "102  | 1:40 2:40 3:20 | 1:41 2:41 3:20",
            "5    | 1:1 2:1 3:1    | 1:2 2:2 3:1",
            "19900| 1:3 2:7        | 1:5970 2:13930",
            "7    | 1:0 2:5        | 1:0 2:7",
            // The whole is the weights' sum: each part is exactly its weight.
            "16   | 1:3 2:5 3:8    | 1:3 2:5 3:8",
            // 53 : 24 : 23 of 7 seats, the usual example of the method.
            "7    | 1:53 2:24 3:23 | 1:3 2:2 3:2",
            // A part may lie beyond its rounded quota: 1 has a quota of 5.95 of 7 and gets 7.
            "7    | 1:85 2:3 3:3 4:3 5:3 6:3 | 1:7 2:0 3:0 4:0 5:0 6:0",
        ])
    func table(row: String) throws {
        let cells = row.split(separator: "|").map { $0.split(separator: " ") }
        let amount = try #require(Int64(cells[0][0]))
        let weights = try cells[1].map { cell in
            let pair = cell.split(separator: ":")
            return (staff: try #require(UInt32(pair[0])), weight: try #require(UInt64(pair[1])))
        }
        let shares = weights.map { Share(key: StaffNumber(unchecked: $0.staff), weight: $0.weight) }
        let parts = Apportionment.parts(of: MinorAmount(amount), among: shares)
        let told = parts.map { "\($0.key.value):\($0.amount.value)" }
        #expect(told == cells[2].map(String.init))
    }

    @Test("it agrees with handing units out one by one")
    func agreement() {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<3_000 {
            let weights = randomWeights(using: &random)
            let amount = Int64.random(in: 0...120, using: &random)
            let fast = parts(amount, weights)
            let slow = unitByUnit(amount, weights)
            #expect(weights.map { fast[$0.staff] } == slow, "\(amount) among \(weights), \(note)")
        }
    }

    @Test("a unit more raises exactly one part, so a smaller amount never raises a part")
    func monotony() {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<200 {
            let weights = randomWeights(using: &random)
            let start = Int64.random(in: 0...(1 << 53), using: &random)
            var before = parts(start, weights)
            for amount in start + 1...start + 20 {
                let after = parts(amount, weights)
                let raised = after.filter { $0.value != before[$0.key] }
                #expect(raised.count == 1, "\(amount) among \(weights), \(note)")
                #expect(raised.allSatisfy { $0.value == (before[$0.key] ?? 0) + 1 }, "\(note)")
                before = after
            }
        }
    }

    @Test("parts sum to the whole and no priority is passed over, up to the greatest amounts")
    func greatAmounts() {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<500 {
            let amount = Int64.random(in: 0...Int64.max, using: &random)
            let weights = (1...UInt32.random(in: 1...40, using: &random)).map { staff in
                let greatest = UInt64(Int64.max) >> UInt64.random(in: 0...62, using: &random)
                return (staff: staff, weight: UInt64.random(in: 1...greatest, using: &random))
            }
            let parts = parts(amount, weights)
            #expect(parts.values.reduce(0, +) == amount, "\(note)")
            #expect(isStable(parts, weights), "\(amount) among \(weights), \(note)")
        }
    }

    @Test("two payees get ordinary rounding")
    func rounding() {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<2_000 {
            let amount = Int64.random(in: 0...1_000_000, using: &random)
            let (left, right) = (
                UInt64.random(in: 1...10_000, using: &random),
                UInt64.random(in: 1...10_000, using: &random)
            )
            let part = parts(amount, [(1, left), (2, right)])[1] ?? -1
            // round(amount · left / (left + right)), a half up: the lower number wins ties.
            let sum = Int64(left + right)
            #expect(part == (2 * amount * Int64(left) + sum) / (2 * sum), "\(note)")
        }
    }

    @Test("at the sum of the weights each part is its weight, below it never more")
    func exactness() {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<500 {
            let weights = randomWeights(using: &random)
            let sum = Int64(weights.reduce(0) { $0 + $1.weight })
            let whole = parts(sum, weights)
            #expect(weights.allSatisfy { whole[$0.staff] == Int64($0.weight) }, "\(note)")
            let less = parts(Int64.random(in: 0...sum, using: &random), weights)
            #expect(weights.allSatisfy { (less[$0.staff] ?? -1) <= Int64($0.weight) }, "\(note)")
        }
    }

    @Test("lines rank by their bytes, capitals before small letters, 10 before 9")
    func lineOrder() {
        let ids = ["b", "9", "A", "10", "a"].map { LineID(unchecked: $0) }
        let parts = Apportionment.parts(
            of: MinorAmount(3), among: ids.map { Share(key: $0, weight: 5) })
        #expect(parts.map(\.key.value) == ["10", "9", "A", "a", "b"])
        #expect(parts.map(\.amount.value) == [1, 1, 1, 0, 0])
    }

    @Test("the order in which claims are named does not matter")
    func permutation() {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<200 {
            let weights = randomWeights(using: &random)
            let amount = Int64.random(in: 0...10_000, using: &random)
            #expect(
                parts(amount, weights) == parts(amount, weights.shuffled(using: &random)),
                "\(note)")
        }
    }

    /// Few different weights, so that ties happen; unattributed among the payees now and then.
    private func randomWeights(
        using random: inout SeededGenerator
    ) -> [(staff: UInt32, weight: UInt64)] {
        let count = UInt32.random(in: 1...9, using: &random)
        let greatest: UInt64 = [1, 3, 12, 1_000, 1 << 40].randomElement(using: &random) ?? 1
        let first: UInt32 = Bool.random(using: &random) ? 0 : 1
        var weights = (first..<first + count).map { staff in
            (staff: staff, weight: UInt64.random(in: 0...greatest, using: &random))
        }
        weights[0].weight = max(1, weights[0].weight)
        return weights
    }

    /// No unit would rather be elsewhere: each holder's last unit had at least the priority of
    /// everybody's next one.
    private func isStable(
        _ parts: [UInt32: Int64], _ weights: [(staff: UInt32, weight: UInt64)]
    ) -> Bool {
        weights.allSatisfy { holder in
            let held = UInt128(parts[holder.staff] ?? 0)
            return held == 0
                || weights.allSatisfy { other in
                    let next = UInt128(parts[other.staff] ?? 0)
                    return UInt128(holder.weight) * (2 * next + 1)
                        >= UInt128(other.weight) * (2 * held - 1)
                }
        }
    }
}
