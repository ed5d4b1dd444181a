package import MeritCore
import MeritIdentity
import MeritToken

/// Everything that answers depend on: links, staff, keys and switches, as they stand after one fact
/// of the journal. Its identity is that one state: a change makes another table, and every event
/// loop then points to that.
package final class RedirectTable: Sendable {
    let keys: RedirectKeys
    let settings: RedirectSettings
    let calendar: BusinessCalendar
    private let links: [LinkNumber: PreparedLink]
    private let staff: [StaffNumber: RedirectRows.Standing]

    /// The last fact of the journal that the table knows of.
    package let through: Sequence
    /// Links that are off because their destination is not on the list of allowed hosts.
    package let linksOff: [LinkNumber]

    /// What every rejected token gets, whatever the reason.
    let rejectionAnswer: Answer

    package init(rows: RedirectRows, keys: RedirectKeys, settings: RedirectSettings) {
        self.keys = keys
        self.settings = settings
        calendar = rows.calendar
        through = rows.through
        var links: [LinkNumber: PreparedLink] = [:]
        links.reserveCapacity(rows.links.count)
        for row in rows.links {
            links[row.number] = PreparedLink(row, hosts: settings.destinationHosts)
        }
        var staff: [StaffNumber: RedirectRows.Standing] = [:]
        staff.reserveCapacity(rows.staff.count)
        for row in rows.staff { staff[row.number] = row.standing }
        self.links = links
        self.staff = staff
        linksOff = links.filter { $0.value.state == .off }.map(\.key).sorted()
        rejectionAnswer =
            settings.fallback.map { .fallback(Array($0.text.utf8)) } ?? .notFoundPage
    }

    /// What the table says of a token whose tag verified.
    enum Standing {
        case good(PreparedLink)
        case rejected(TokenRejection)
    }

    /// The first rejection that applies at `now` to a verified token, or its link.
    func standing(of claim: TokenClaim, at now: Timestamp) -> Standing {
        guard let link = links[claim.link] else { return .rejected(.unknownLink) }
        guard let staff = staff[claim.staff] else { return .rejected(.unknownStaff) }
        // A link whose host was taken off the list is revoked, by configuration.
        guard staff == .valid, link.state == .on else { return .rejected(.revoked) }
        // Good on the issue day and on the business days after it, `validDays` in all.
        if let days = link.validDays {
            let lastDay = claim.issued.date.advanced(by: Int(days) - 1)
            if calendar.day(of: now) > lastDay { return .rejected(.expired) }
        }
        return .good(link)
    }
}
