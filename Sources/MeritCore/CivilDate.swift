/// A day of the proleptic Gregorian calendar, without a time zone.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public let daysSince1970: Int

    /// The first and last day that an instant of the years 1 … 9999 of UTC can fall on anywhere:
    /// two days before 0001-01-01 (zone and day start both hold back), one after 9999-12-31.
    static let earliest = CivilDate(daysSince1970: -719_164)
    static let latest = CivilDate(daysSince1970: 2_932_897)

    public init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    /// Nil unless year 1 … 9999, month and day name a day that exists.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        daysSince1970 = Self.days(year: year, month: month, day: day)
        // 31 April comes back as 1 May: such a day does not exist.
        guard parts == Parts(year: year, month: month, day: day) else { return nil }
    }

    public struct Parts: Hashable, Sendable {
        public let year: Int
        public let month: Int
        public let day: Int
        public init(year: Int, month: Int, day: Int) {
            self.year = year
            self.month = month
            self.day = day
        }
    }

    /// Year, month and day, by the `civil_from_days` algorithm (Howard Hinnant, "chrono-Compatible
    /// Low-Level Date Algorithms").
    public var parts: Parts {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Parts(year: year, month: month, day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    public func advanced(by days: Int) -> CivilDate {
        CivilDate(daysSince1970: daysSince1970 + days)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

/// The day a token was issued: days since 2020-01-01 in the business time zone, 0 … 65 535.
public struct IssueDay: Hashable, Comparable, Sendable {
    public let value: UInt16
    public init(_ value: UInt16) { self.value = value }

    private static let epoch = 18_262  // 2020-01-01 in days since 1970

    /// Nil before 2020-01-01 and after 2199-06-06.
    public init?(_ date: CivilDate) {
        guard let value = UInt16(exactly: date.daysSince1970 - Self.epoch) else { return nil }
        self.value = value
    }

    public var date: CivilDate { CivilDate(daysSince1970: Int(value) + Self.epoch) }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
