import MeritCore
import SeededRandom
import Testing

@testable import MeritAttribution

/// The weights of each model against the sentence of its rule, written a second time.
@Suite struct ModelPropertyTests {
    private static let kinds: [TouchKind] = [.linkClick, .pageView, .contactAdded]

    private func touches(_ random: inout SplitMix) -> [EligibleTouch] {
        (0..<Int.random(in: 0...9, using: &random)).map { _ in
            let age = Milliseconds(.random(in: 0...3_000_000_000, using: &random))
            return EligibleTouch(
                kind: Self.kinds.randomElement(using: &random) ?? .linkClick,
                at: Scenario.paidAt.advanced(by: Milliseconds(-age.value)),
                payee: StaffNumber(unchecked: 1001), candidate: 0)
        }.sorted { $0.at < $1.at }
    }

    private func check(
        _ model: Rule.Model, _ expected: ([EligibleTouch], Int) -> UInt64
    ) {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<500 {
            let touches = touches(&random)
            let weights = model.weights(of: touches, at: Scenario.paidAt)
            #expect(weights == touches.indices.map { expected(touches, $0) }, "seed \(seed)")
        }
    }

    @Test func `last_touch: the last has 1`() {
        check(.lastTouch) { $1 + 1 == $0.count ? 1 : 0 }
    }

    @Test func `first_touch: the first has 1`() {
        check(.firstTouch) { $1 == 0 ? 1 : 0 }
    }

    @Test func `linear: each has 1`() {
        check(.linear) { _, _ in 1 }
    }

    @Test func `position_based: of more than two the ends have twice what all between have`() {
        check(.positionBased) { touches, place in
            let isEnd = place == 0 || place == touches.count - 1
            return touches.count < 3 || !isEnd ? 1 : 2 * (UInt64(touches.count) - 2)
        }
    }

    @Test func `w_shaped: each of the three has three times what all others have`() {
        check(.wShaped) { touches, place in
            let contact = touches.firstIndex { $0.kind == .contactAdded }
            let anchors = [0, touches.count - 1] + [contact].compactMap(\.self)
            let others = touches.indices.filter { !anchors.contains($0) }.count
            let times = anchors.filter { $0 == place }.count
            return UInt64(times == 0 ? 1 : others == 0 ? times : times * 3 * others)
        }
    }

    @Test func `custom: each has the weight of its kind`() {
        check(.custom([.linkClick: 7, .contactAdded: 1_000_000, .pageView: 1])) {
            switch $0[$1].kind {
            case .linkClick: 7
            case .contactAdded: 1_000_000
            default: 1
            }
        }
    }

    /// Doubles have 52 bits: away from a half they are as good as exact.
    @Test func `time_decay: each has the rounded power of two`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let halfLife = Milliseconds.days(7)
        for _ in 0..<500 {
            let touches = touches(&random)
            let weights = Rule.Model.timeDecay(halfLife: halfLife)
                .weights(of: touches, at: Scenario.paidAt)
            for (touch, weight) in zip(touches, weights) {
                let age = Double(Scenario.paidAt.since(touch.at).value) / Double(halfLife.value)
                let value = 1_000_000 * PowerOfTwo.value(-age)
                let isNearHalf = abs(value - value.rounded(.down) - 0.5) < 1e-6
                #expect(isNearHalf || Double(weight) == value.rounded(), "seed \(seed)")
            }
        }
    }
}

/// 2^x without a library: halves and square roots of two.
enum PowerOfTwo {
    static func value(_ exponent: Double) -> Double {
        var whole = exponent.rounded(.down)
        var rest = exponent - whole
        var power = 1.0
        var root = 2.0.squareRoot()
        for _ in 0..<60 {
            rest *= 2
            if rest >= 1 {
                power *= root
                rest -= 1
            }
            root = root.squareRoot()
        }
        while whole < 0 {
            power /= 2
            whole += 1
        }
        return power
    }
}
