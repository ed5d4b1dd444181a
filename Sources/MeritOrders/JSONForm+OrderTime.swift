import MeritCore
import MeritJSON

extension JSONForm where Value == Timestamp {
    /// RFC 3339 with an offset, from 2000 to 2100 in UTC: a time outside is a mistake of the sender
    /// (a counter's zero, a date that stands for "never") that would open a month of its own.
    static var orderTime: JSONForm<Timestamp> {
        JSONForm(time.expected) { node, reader in
            guard let moment = time.read(node, &reader) else { return nil }
            guard moment < first || moment >= end else { return moment }
            reader.note(
                moment < first ? .tooSmall : .tooLarge, at: node, "Times lie in 2000 to 2100.")
            return nil
        }
    }

    /// 2000-01-01T00:00:00Z
    private static var first: Timestamp { Timestamp(milliseconds: 946_684_800_000) }
    /// 2101-01-01T00:00:00Z
    private static var end: Timestamp { Timestamp(milliseconds: 4_133_980_800_000) }
}
