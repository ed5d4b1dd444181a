import MeritCore
import SeededRandom
import Testing

@testable import MeritAttribution

@Suite struct HalfLifeTests {
    struct Hard: CustomTestStringConvertible, Sendable {
        let age: Int64
        let halfLife: Int64
        let weight: UInt64
        var testDescription: String { "\(age) of \(halfLife)" }

        init(_ age: Int64, _ halfLife: Int64, _ weight: UInt64) {
            self.age = age
            self.halfLife = halfLife
            self.weight = weight
        }
    }

    /// The fractions with denominators up to 36 500 days that come nearest to a half-integer,
    /// within 10⁻²² of it: the best of all convergents of log₂(2 · 10⁶ / m) for odd m, and their
    /// weights, from a calculation with 600 bits.
    static let hardest = [
        Hard(112_608_970_865, 104_398_898_794, 473474),  // 473474.5
        Hard(858_288_644_139, 977_910_775_139, 544243),  // 544243.5
        Hard(825_683_378_084, 2_504_837_506_229, 795737),  // 795737.5
        Hard(27_995_352_443, 2_888_486_912_885, 993305),  // 993304.5
        Hard(912_813_408_203, 639_447_110_702, 371773),  // 371773.5
        Hard(64_010_802_953, 243_232_239_378, 833256),  // 833256.5
        Hard(6_636_799_513, 97_660_697_554, 953987),  // 953987.5
        Hard(1_031_897_238_282, 1_316_321_139_229, 580785),  // 580784.5
        Hard(862_422_147_296, 1_854_325_217_981, 724428),  // 724427.5
        Hard(6_559_541_980_325, 2_304_133_252_009, 138999),  // 138998.5
        Hard(7_806_833_279_371, 2_036_276_994_693, 70127),  // 70127.5
        Hard(59_982_571_809, 2_919_838_494_781, 985861),  // 985861.5
        Hard(252_600_482_466, 33_440_716_901, 5322),  // 5322.5
        Hard(2_722_325_189_011, 2_012_769_470_121, 391606),  // 391605.5
        Hard(14_221_287_172_640, 3_138_220_986_079, 43236),  // 43235.5
        Hard(1_539_505_885_195, 1_104_026_197_651, 380390),  // 380390.5
        Hard(1_035_049_196_716, 1_032_995_642_599, 499311),  // 499311.5
        Hard(5_542_802_560_609, 2_678_458_229_436, 238258),  // 238258.5
        Hard(7_212_506_848_192, 1_297_682_662_329, 21226),  // 21226.5
        Hard(1_783_213_008_989, 469_298_475_635, 71806),  // 71806.5
        Hard(184_923_927_387, 117_771_193_504, 336762),  // 336762.5
        Hard(1_115_293_066_557, 1_957_351_013_747, 673712),  // 673711.5
        Hard(2_831_043_332_371, 810_008_949_260, 88691),  // 88690.5
        Hard(10_923_144_049_437, 2_897_556_846_680, 73313),  // 73313.5
    ]

    @Test("the hardest roundings come out right", arguments: hardest)
    func hardestRoundings(row: Hard) {
        #expect(
            HalfLife(Milliseconds(row.halfLife)).weight(atAge: Milliseconds(row.age)) == row.weight)
    }

    @Test(
        "whole half-lives are divided exactly, half to even",
        arguments: zip(
            0...25,
            [
                1_000_000, 500_000, 250_000, 125_000, 62_500, 31_250, 15_625, 7_812, 3_906, 1_953,
                977, 488, 244, 122, 61, 31, 15, 8, 4, 2, 1, 1, 1, 1, 1, 1,
            ]))
    func wholeHalfLives(count: Int, weight: UInt64) {
        for length in [Milliseconds(1), .seconds(1), .days(7), .days(36_500)] {
            let age = Milliseconds(length.value * Int64(count))
            #expect(HalfLife(length).weight(atAge: age) == weight)
        }
    }

    /// weight = w means that 10⁶ · 2^(−age/h) lies between w − ½ and w + ½, which in whole numbers
    /// reads (2w − 1)^h · 2^age < (2 · 10⁶)^h < (2w + 1)^h · 2^age.
    @Test func `short half-lives agree with whole numbers of any length`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let length = Int.random(in: 2...16, using: &random)
            let age = Int.random(in: 0...(19 * length), using: &random)
            guard age % length != 0 else { continue }
            let weight = HalfLife(Milliseconds(Int64(length))).weight(
                atAge: Milliseconds(Int64(age)))
            let power = WholeNumber(2_000_000).power(length)
            let below = WholeNumber(UInt32(2 * weight - 1)).power(length).doubled(age)
            let above = WholeNumber(UInt32(2 * weight + 1)).power(length).doubled(age)
            #expect(weight == 1 || below < power, "seed \(seed): \(age) of \(length)")
            #expect(power < above, "seed \(seed): \(age) of \(length)")
        }
    }

    @Test func `an older touch never weighs more, whatever the half-life`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<300 {
            let length = Milliseconds(.random(in: 1...3_153_600_000_000, using: &random))
            let halfLife = HalfLife(length)
            let ages = (0..<40).map { _ in
                Int64.random(in: 0...3_153_600_000_000, using: &random) % (21 * length.value)
            }.sorted()
            let weights = ages.map { halfLife.weight(atAge: Milliseconds($0)) }
            #expect(weights == weights.sorted(by: >), "seed \(seed)")
            #expect(weights.allSatisfy { 1...1_000_000 ~= $0 }, "seed \(seed)")
        }
    }
}

/// A whole number of any length, as slow as it is simple: 16 bits a digit, the lowest first.
struct WholeNumber {
    private var digits: [UInt32]

    init(_ value: UInt32) { digits = [value & 0xffff, value >> 16] }

    private func times(_ factor: WholeNumber) -> WholeNumber {
        var product = WholeNumber(0)
        product.digits = Array(repeating: 0, count: digits.count + factor.digits.count + 1)
        for (place, digit) in digits.enumerated() {
            var carry: UInt32 = 0
            for (other, with) in factor.digits.enumerated() {
                let sum = product.digits[place + other] + digit * with + carry
                product.digits[place + other] = sum & 0xffff
                carry = sum >> 16
            }
            product.digits[place + factor.digits.count] += carry
        }
        return product
    }

    func power(_ exponent: Int) -> WholeNumber {
        (0..<exponent).reduce(WholeNumber(1)) { product, _ in product.times(self) }
    }

    func doubled(_ times: Int) -> WholeNumber {
        var doubled = self.times(WholeNumber(1 << UInt32(times % 16)))
        doubled.digits.insert(contentsOf: Array(repeating: 0, count: times / 16), at: 0)
        return doubled
    }

    static func < (left: WholeNumber, right: WholeNumber) -> Bool {
        for place in stride(
            from: max(left.digits.count, right.digits.count) - 1, through: 0, by: -1)
        {
            let (mine, other) = (left.digit(place), right.digit(place))
            if mine != other { return mine < other }
        }
        return false
    }

    private func digit(_ place: Int) -> UInt32 { place < digits.count ? digits[place] : 0 }
}
