extension Timestamp {
    /// RFC 3339 with an offset (`Z` or `±hh:mm`); parts finer than a millisecond are cut off.
    /// Nil for anything else, for days that do not exist, and for leap seconds (`:60`), which no
    /// sender of orders writes and no business day needs. Nil also for the few texts whose offset
    /// moves them out of the years 1 … 9999 of UTC.
    public init?(rfc3339 text: some StringProtocol) {
        var scanner = DigitScanner(Array(text.utf8))
        guard
            let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2), scanner.take("T") || scanner.take("t"),
            let date = CivilDate(year: year, month: month, day: day),
            let time = scanner.timeOfDay(),
            let offset = scanner.offsetSeconds(), scanner.isAtEnd
        else { return nil }
        let seconds = Int64(date.daysSince1970) * 86_400 - Int64(offset)
        self.init(milliseconds: seconds * 1_000 + time)
        guard isOfTheCalendar else { return nil }
    }

    /// UTC with milliseconds and `Z`: `2026-11-21T02:00:00.000Z`.
    public var rfc3339: String {
        let day = Int((milliseconds < 0 ? milliseconds - 86_399_999 : milliseconds) / 86_400_000)
        let inDay = Int(milliseconds - Int64(day) * 86_400_000)
        let clock = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1_000 % 60]
            .map { padded($0, to: 2) }.joined(separator: ":")
        let date = CivilDate(daysSince1970: day)
        return "\(date)T\(clock).\(padded(inDay % 1_000, to: 3))Z"
    }
}

extension CivilDate: CustomStringConvertible {
    /// Nil unless `text` is `YYYY-MM-DD` and names a day that exists.
    public init?(_ text: some StringProtocol) {
        var scanner = DigitScanner(Array(text.utf8))
        guard
            let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2), scanner.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        let parts = parts
        return
            "\(padded(parts.year, to: 4))-\(padded(parts.month, to: 2))-\(padded(parts.day, to: 2))"
    }
}

/// `value` in decimal with leading zeros up to `width` digits.
func padded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Reads fixed-width decimal fields of a date or a time.
private struct DigitScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ character: Character) -> Bool {
        guard index < bytes.count, bytes[index] == character.asciiValue else { return false }
        index += 1
        return true
    }

    mutating func number(digits: Int) -> Int? {
        guard index + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + digits] {
            guard 0x30...0x39 ~= byte else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        index += digits
        return value
    }

    /// `hh:mm:ss` with an optional fraction, as milliseconds of the day.
    mutating func timeOfDay() -> Int64? {
        guard
            let hour = number(digits: 2), hour < 24, take(":"),
            let minute = number(digits: 2), minute < 60, take(":"),
            let second = number(digits: 2), second < 60
        else { return nil }
        let whole = Int64(hour * 3_600 + minute * 60 + second) * 1_000
        guard take(".") else { return whole }
        guard let fraction = fraction() else { return nil }
        return whole + fraction
    }

    /// At least one digit; milliseconds, the rest cut off.
    private mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while let digit = number(digits: 1) {
            if digits < 3 { value = value * 10 + Int64(digit) }
            digits += 1
        }
        guard digits > 0 else { return nil }
        for _ in 0..<max(0, 3 - digits) { value *= 10 }
        return value
    }

    /// `Z` or `±hh:mm`, in seconds east of UTC.
    mutating func offsetSeconds() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign: Int
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard
            let hours = number(digits: 2), hours < 24, take(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
