import Foundation
import MeritCore

/// A zone of this machine's zone data as the list of UTC offsets that a calendar fact keeps.
enum ZoneOffsets {
    /// Offsets from 1970 to 2100. Nil for a zone that the machine does not know.
    static func of(_ name: String) -> [BusinessCalendar.Offset]? {
        guard let zone = TimeZone(identifier: name) else { return nil }
        var instant = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        var offsets = [offset(of: zone, at: instant)]
        while let next = zone.nextDaylightSavingTimeTransition(after: instant), next < end {
            instant = next
            let later = offset(of: zone, at: next)
            if later.seconds != offsets.last?.seconds { offsets.append(later) }
        }
        return offsets
    }

    private static func offset(of zone: TimeZone, at date: Date) -> BusinessCalendar.Offset {
        BusinessCalendar.Offset(
            instant: Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1_000)),
            seconds: Int32(zone.secondsFromGMT(for: date)))
    }
}
