/// An instant in UTC milliseconds since 1970-01-01; finer parts are cut off at the door.
public struct Timestamp: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Earlier than every fact: 0001-01-01T00:00:00Z.
    public static let distantPast = Timestamp(milliseconds: -62_135_596_800_000)
    /// Later than every fact: 9999-12-31T23:59:59.999Z.
    public static let distantFuture = Timestamp(milliseconds: 253_402_300_799_999)

    /// True from `distantPast` to `distantFuture`: the instants that have a date of four digits.
    public var isOfTheCalendar: Bool {
        (Self.distantPast...Self.distantFuture).contains(self)
    }

    public func advanced(by duration: Milliseconds) -> Timestamp {
        Timestamp(milliseconds: milliseconds + duration.value)
    }

    /// From `earlier` to this instant; negative when `earlier` is later.
    public func since(_ earlier: Timestamp) -> Milliseconds {
        Milliseconds(milliseconds - earlier.milliseconds)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// A length of time in milliseconds. A day is always 24 hours.
public struct Milliseconds: Hashable, Comparable, Sendable {
    public let value: Int64
    public init(_ value: Int64) { self.value = value }

    public static let zero = Milliseconds(0)
    public static func seconds(_ count: Int64) -> Milliseconds { Milliseconds(count * 1_000) }
    public static func minutes(_ count: Int64) -> Milliseconds { .seconds(count * 60) }
    public static func hours(_ count: Int64) -> Milliseconds { .minutes(count * 60) }
    public static func days(_ count: Int64) -> Milliseconds { .hours(count * 24) }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
