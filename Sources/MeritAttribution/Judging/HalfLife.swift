import MeritCore

/// What a touch weighs by its age: 10⁶ · 2^(−age / half-life), rounded exactly, half to even; at
/// least 1.
///
/// **Why the rounding is exact.** With age = q · half-life + r, the value is 10⁶ · 2^(−q) · P,
/// P = 2^(−r / half-life).
///
/// Where r is 0 the value is 10⁶ / 2^q, divided exactly; it can be a tie.
///
/// Where r is not 0 the value is irrational, so it is never a tie: only the side of the nearest
/// half-integer m / 2 (m odd, below 2 · 10⁶) matters. P is computed in units of 2⁻¹²⁷:
///
/// - r / half-life is cut off below 2⁻¹²⁸, ln 2 below 2⁻¹²⁷ and their product below 2⁻¹²⁷: the
///   exponent x is too small by less than 1 + 1 + 1 units, and so P, whose slope is below 1, off by
///   less than 3.
/// - e^(−x) is the sum of (−x)^k / k! for k ≤ 31. The next term is below 0.6932³² / 32! < 2⁻¹³⁴,
///   less than a unit. Each 1 / k! is off by less than 2 units (cut off, after what was cut off of
///   the one before), each product by less than 1; in Horner's scheme every error is multiplied by
///   x < 0.6932 in each following step: together less than 3 / (1 − 0.6932) < 10 units.
///
/// So P, which is at least 1/2, is off by less than 14 units, a part of less than 2⁻¹²² of it, and
/// age / half-life as P tells it by less than 2⁻¹²¹.
///
/// The value equals m / 2 where age / half-life is L = log₂(2 · 10⁶ / m). For every odd m but
/// 15625, whose L is 7, the continued fraction of L up to denominators of 36 500 days in
/// milliseconds, the longest that a policy can name, shows that no fraction with such a denominator
/// is nearer to L than 2⁻¹⁰⁴ (m = 946949 comes nearest). Near L = 7 a fraction that is not 7 is at
/// least one part of its denominator away. The error is thousands of times smaller than either, so
/// it never changes the side.
struct HalfLife: Hashable {
    private let length: UInt64

    static let whole: UInt64 = 1_000_000

    /// Above 0, up to 36 500 days.
    init(_ length: Milliseconds) {
        precondition(length > .zero, "a policy is refused without a half-life above 0")
        self.length = UInt64(length.value)
    }

    /// `age` is 0 or more.
    func weight(atAge age: Milliseconds) -> UInt64 {
        let (halvings, rest) = UInt64(age.value).quotientAndRemainder(dividingBy: length)
        // 10⁶ / 2²⁰ is 0.95: up to there the nearest is 1 or more, from there on 1 is the least.
        guard halvings < 20 else { return 1 }
        return rest == 0 ? Self.halved(halvings) : scaled(rest, halvings)
    }

    /// 10⁶ / 2^halvings, half to even.
    private static func halved(_ halvings: UInt64) -> UInt64 {
        let (weight, rest) = whole.quotientAndRemainder(dividingBy: 1 << halvings)
        let doubled = 2 * rest
        if doubled == 1 << halvings { return weight + weight % 2 }
        return doubled > 1 << halvings ? weight + 1 : weight
    }

    /// 10⁶ · 2^(−halvings − rest / length), to the nearest; 0 < rest < length.
    private func scaled(_ rest: UInt64, _ halvings: UInt64) -> UInt64 {
        let power = Self.power(exponent(rest))
        // A product of 127 + 20 bits, of which 127 + halvings stand behind the point: as `high`
        // times 2⁶⁴ plus what is below.
        let low = (power & UInt128(UInt64.max)) * UInt128(Self.whole)
        let high = (power >> 64) * UInt128(Self.whole) + (low >> 64)
        let half: UInt128 = 1 << (62 + halvings)
        // A half is whole in units of `high`, so what is cut off below can't change the side.
        return UInt64((high + half) >> (63 + halvings))
    }

    // MARK: In units of 2⁻¹²⁷

    /// rest / length · ln 2.
    private func exponent(_ rest: UInt64) -> UInt128 {
        let first = length.dividingFullWidth((rest, 0))
        let second = length.dividingFullWidth((first.remainder, 0))
        let fraction = UInt128(first.quotient) << 64 | UInt128(second.quotient)
        return fraction.multipliedFullWidth(by: Self.logarithmOf2).high
    }

    private static let logarithmOf2: UInt128 = 0x58b9_0bfb_e8e7_bcd5_e4f1_d9cc_01f9_7b57

    /// 1 / k! for k = 0 … 31.
    private static let inverseFactorials: [UInt128] = {
        var inverses: [UInt128] = [1 << 127]
        for divisor in 1...31 { inverses.append(inverses[divisor - 1] / UInt128(divisor)) }
        return inverses
    }()

    /// e^(−exponent), the exponent below ln 2.
    private static func power(_ exponent: UInt128) -> UInt128 {
        var power: UInt128 = 0
        for inverse in inverseFactorials.reversed() {
            let product = exponent.multipliedFullWidth(by: power)
            power = inverse - (product.high << 1 | product.low >> 127)
        }
        return power
    }
}
