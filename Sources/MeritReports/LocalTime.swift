import MeritCore

extension BusinessCalendar {
    /// An instant in the directory's zone, for people: `2026-11-21 10:00:00 +08:00`, with
    /// milliseconds where there are any.
    func localText(_ instant: Timestamp) -> String {
        let seconds = offsetSeconds(at: instant)
        let local = instant.advanced(by: .seconds(Int64(seconds))).rfc3339
        let clock = local.dropFirst(11).dropLast()
        let time = clock.hasSuffix(".000") ? clock.dropLast(4) : clock
        let minutes = abs(Int(seconds)) / 60
        let hour = minutes / 60 < 10 ? "0\(minutes / 60)" : "\(minutes / 60)"
        let minute = minutes % 60 < 10 ? "0\(minutes % 60)" : "\(minutes % 60)"
        return "\(local.prefix(10)) \(time) \(seconds < 0 ? "-" : "+")\(hour):\(minute)"
    }
}
