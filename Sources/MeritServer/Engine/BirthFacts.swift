import MeritAttribution
import MeritCore

/// What a new data directory begins with, and what a later configuration must agree with.
enum BirthFacts {
    /// The first facts of a new journal, in one batch: calendar, identity settings, the starting
    /// policy, the first key.
    static func facts(_ birth: ServiceConfiguration.Birth) throws(ConfigurationFaults) -> [any Fact]
    {
        [
            CalendarSet(calendar: try calendar(birth), actor: .system),
            IdentitySet(
                neverMerge: birth.neverMerge, sharedAfter: birth.sharedAfter, actor: .system),
            PolicyPublished(document: Policy.defaultV1.document, actor: .system),
            KeyChanged(slot: KeySlot(unchecked: 0), state: .active, actor: .system),
        ]
    }

    private static func calendar(
        _ birth: ServiceConfiguration.Birth
    ) throws(ConfigurationFaults) -> BusinessCalendar {
        let offsets = ZoneOffsets.of(birth.timeZone)
        let calendar = offsets.flatMap {
            BusinessCalendar(
                zone: birth.timeZone, offsets: $0, dayStartMinutes: birth.dayStartMinutes,
                monthStart: birth.monthStart)
        }
        guard let calendar else {
            throw ConfigurationFaults(faults: [
                .init(
                    place: "time_zone",
                    message: "\(birth.timeZone) is no zone of this machine's zone data")
            ])
        }
        return calendar
    }

    /// Settings that a source names and that the directory was not born with.
    static func conflicts(
        _ birth: ServiceConfiguration.Birth, with directory: Directory
    ) -> [ConfigurationFault] {
        let calendar = directory.calendar
        let identity = directory.identity
        let neverMerge = identity.neverMerge.sorted().map(\.name).joined(separator: ", ")
        let rows: [(path: String, agrees: Bool, fact: String)] = [
            ("time_zone", birth.timeZone == calendar.zone, calendar.zone),
            (
                "day_start", birth.dayStartMinutes == calendar.dayStartMinutes,
                "\(calendar.dayStartMinutes) minutes after midnight"
            ),
            ("month_start", birth.monthStart == calendar.monthStart, "\(calendar.monthStart)"),
            (
                "identity.never_merge", Set(birth.neverMerge) == identity.neverMerge, neverMerge
            ),
            (
                "identity.shared_after", birth.sharedAfter == identity.sharedAfter,
                "\(identity.sharedAfter)"
            ),
        ]
        return rows.filter { birth.named.contains($0.path) && !$0.agrees }.map { row in
            ConfigurationFault(
                place: row.path,
                message: "this data directory's books go by \(row.fact); "
                    + "remove the setting, or use another directory")
        }
    }
}
