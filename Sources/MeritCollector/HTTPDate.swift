import MeritCore

/// The `Date` header (RFC 9110, 6.6.1), formatted once a second.
struct HTTPDate {
    private var second = Int64.min
    /// `Date: Sat, 21 Nov 2026 04:05:06 GMT` and the line's end.
    private(set) var line: [UInt8] = []

    /// Makes `line` tell the second of `now`.
    mutating func update(_ now: Timestamp) {
        let current = Self.floor(now.milliseconds, 1_000)
        guard current != second else { return }
        second = current
        line = Array("Date: \(Self.text(current))\r\n".utf8)
    }

    /// IMF-fixdate of a second since 1970.
    static func text(_ second: Int64) -> String {
        let date = CivilDate(daysSince1970: Int(floor(second, 86_400)))
        let inDay = Int(second - Int64(date.daysSince1970) * 86_400)
        // 1 January 1970 was a Thursday.
        let weekday = weekdays[((date.daysSince1970 + 4) % 7 + 7) % 7]
        let parts = date.parts
        let year = String(parts.year)
        let clock = [inDay / 3_600, inDay / 60 % 60, inDay % 60].map(padded).joined(separator: ":")
        let zeros = String(repeating: "0", count: max(0, 4 - year.utf8.count))
        return "\(weekday), \(padded(parts.day)) \(months[parts.month - 1]) \(zeros)\(year) "
            + "\(clock) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        (value < 0 ? value - unit + 1 : value) / unit
    }
}
