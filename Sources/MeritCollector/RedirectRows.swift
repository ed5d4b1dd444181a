package import MeritCore

/// The directory as the redirect needs it: what its table is built from, beside keys and settings.
/// Holds no secret and no name, so it can lie in a file.
package struct RedirectRows: Hashable, Sendable {
    package var links: [LinkRow]
    package var staff: [StaffRow]
    /// Tells which business day a token's validity ends on.
    package var calendar: BusinessCalendar
    /// The last fact of the journal that the rows know of.
    package var through: Sequence

    package init(
        links: [LinkRow], staff: [StaffRow], calendar: BusinessCalendar, through: Sequence
    ) {
        self.links = links
        self.staff = staff
        self.calendar = calendar
        self.through = through
    }

    /// Whether tokens that name a link or a staff member count. The raw value is on disk.
    package enum Standing: UInt8, Sendable {
        case valid = 1
        case revoked = 2
    }

    package struct LinkRow: Hashable, Sendable {
        package let number: LinkNumber
        package let kind: LinkKind
        package let destination: String
        /// How many business days a token is good for, its issue day included; nil: for ever.
        package let validDays: UInt32?
        package let standing: Standing

        package init(
            number: LinkNumber, kind: LinkKind, destination: String, validDays: UInt32?,
            standing: Standing
        ) {
            self.number = number
            self.kind = kind
            self.destination = destination
            self.validDays = validDays
            self.standing = standing
        }
    }

    package struct StaffRow: Hashable, Sendable {
        package let number: StaffNumber
        package let standing: Standing

        package init(number: StaffNumber, standing: Standing) {
            self.number = number
            self.standing = standing
        }
    }
}
