import MeritCore
import MeritLedger

/// Of how many days a kept sum is. The raw value is in rows.
///
/// Sums are kept by day and again by week, so that a report of a month reads four weeks and a few
/// days of each payee, not thirty days. A week here is seven days counted from 1970-01-01, whatever
/// weekday that makes its first.
enum Grain: Int64, CaseIterable {
    /// Days of two weeks or more that belong together; only counts of orders have such.
    case wide = 0
    case day = 1
    case week = 7

    /// The grains of a sum that adds up over days.
    static let additive = [Grain.day, .week]

    /// The first day of the sum that `day` counts in.
    func start(_ day: CivilDate) -> CivilDate {
        guard self == .week else { return day }
        let past = day.daysSince1970 % 7
        return day.advanced(by: past < 0 ? -past - 7 : -past)
    }
}

extension Grain: SQLConvertible {
    var sql: SQLValue { .integer(rawValue) }
}

/// A range of days as the sums that make it up: the weeks that lie in it whole, the days before
/// them and the days behind them. Every day of the range is in exactly one of the three; each may
/// be empty, with its last day before its first.
struct DayPieces {
    struct Piece: Hashable {
        let first: CivilDate
        let last: CivilDate
    }

    let before: Piece
    let weeks: Piece
    let behind: Piece

    /// The three as a table of SQL, `pieces (grain, first, last)`; its parameters are ?1 to ?6.
    static let table = """
        WITH pieces (grain, first, last) AS (VALUES (1, ?1, ?2), (7, ?3, ?4), (1, ?5, ?6))
        """

    init(_ range: DayRange) {
        let (first, last) = (range.first, range.last)
        let start = Grain.week.start(first.advanced(by: 6))
        let end = Grain.week.start(last.advanced(by: 1))
        guard start < end else {
            before = Piece(first: first, last: last)
            weeks = Piece(first: last.advanced(by: 1), last: last)
            behind = weeks
            return
        }
        before = Piece(first: first, last: start.advanced(by: -1))
        weeks = Piece(first: start, last: end.advanced(by: -1))
        behind = Piece(first: end, last: last)
    }
}
