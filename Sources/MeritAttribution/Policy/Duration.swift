import MeritCore

/// A length of time as policies spell it: a count and one of `s`, `m`, `h`, `d` (24 hours).
struct Duration: Hashable, Sendable, CustomStringConvertible {
    let length: Milliseconds

    /// A hundred years: sums with any time of an order stay far from overflow.
    static let longest = Milliseconds.days(36_500)
    static let rule = "a count and a unit, like 90s, 5m, 72h or 7d, at most 36500d"

    init(_ length: Milliseconds) { self.length = length }

    /// Nil unless `text` is 1 to 10 digits and a unit, and not longer than `longest`.
    init?(_ text: String) {
        guard
            let unit = text.utf8.last, let scale = Self.scale(unit: unit),
            case let digits = text.utf8.dropLast(), (1...10).contains(digits.count),
            digits.allSatisfy({ 0x30...0x39 ~= $0 }),
            let count = Int64(String(Substring(digits))),
            count <= Self.longest.value / scale
        else { return nil }
        length = Milliseconds(count * scale)
    }

    /// In the greatest unit that divides it, so that one length has one spelling.
    var description: String {
        let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000)]
        for (unit, scale) in units where length.value != 0 && length.value % scale == 0 {
            return "\(length.value / scale)\(unit)"
        }
        return "\(length.value / 1_000)s"
    }

    private static func scale(unit: UInt8) -> Int64? {
        switch unit {
        case UInt8(ascii: "s"): 1_000
        case UInt8(ascii: "m"): 60_000
        case UInt8(ascii: "h"): 3_600_000
        case UInt8(ascii: "d"): 86_400_000
        default: nil
        }
    }
}
