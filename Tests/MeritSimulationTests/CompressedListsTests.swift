import MeritCore
import SeededRandom
import Testing

@testable import MeritSimulation

struct CompressedListsTests {
    @Test(arguments: 1...40)
    func `lists hold what was put in, in its order`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let count = Int.random(in: 0...20, using: &random)
        var pairs: [(list: Int, element: Int)] = []
        for element in 0..<Int.random(in: 0...200, using: &random) {
            pairs.append((Int.random(in: -2...(count + 2), using: &random), element))
        }
        let lists = CompressedLists<Int>(count: count, default: 0) { visit in
            for pair in pairs { visit(pair.list, pair.element) }
        }
        for list in -3...(count + 3) {
            let expected = list < count ? pairs.filter { $0.list == list }.map(\.element) : []
            #expect(Array(lists[list]) == (list < 0 ? [] : expected), "seed \(seed), list \(list)")
        }
    }

    @Test(arguments: 1...20)
    func `a rising column gives numbers back and finds them`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var column = RisingColumn()
        var values: [UInt64] = []
        var value: UInt64 = 0
        for _ in 0..<10_000 {
            value += UInt64.random(in: 1...(random.happens(1) ? 400_000 : 3), using: &random)
            values.append(value)
            column.append(value)
        }
        for (place, value) in values.enumerated() {
            #expect(column[place] == value, "seed \(seed)")
            #expect(column.place(of: value) == place, "seed \(seed)")
        }
        let present = Set(values)
        for missing in (0...2_000).map(UInt64.init) where !present.contains(missing) {
            #expect(column.place(of: missing) == nil, "seed \(seed)")
        }
    }
}
