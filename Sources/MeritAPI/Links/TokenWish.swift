import MeritAttribution
import MeritCore
import MeritIntake
import MeritToken

/// A token that somebody wants signed.
struct TokenWish {
    let link: LinkNumber
    let issued: IssueDay
    let today: IssueDay

    static let linkRule = "a whole number from 1 to \(UInt32.max)"

    static func link(_ text: String) -> LinkNumber? {
        UInt32(text).flatMap { LinkNumber($0) }
    }

    /// Reads `link` and `issued`, which is today where it is not given.
    init(_ query: Query, _ call: APICall) throws(Problem) {
        link = try query.required("link", Self.linkRule, Self.link)
        guard let today = IssueDay(call.directory.calendar.day(of: call.now)) else {
            throw Problem(.internalError)
        }
        self.today = today
        issued =
            try query.optional("issued", "a date from 2020-01-01 on") { text in
                CivilDate(text).flatMap { IssueDay($0) }
            } ?? today
    }

    func sign(_ staff: StaffNumber, _ ring: KeyRing) throws(Problem) -> StaffToken {
        do throws(KeyRing.SigningRefusal) {
            return try ring.sign(staff: staff, link: link, issued: issued, today: today)
        } catch {
            throw Problem(ErrorCode(error))
        }
    }
}

extension APICall {
    /// Where a token leads people who open it in a browser; nil where no public address is set.
    func url(of token: StaffToken) -> String? {
        parts.settings.publicURL.map { "\($0)/r/\(token.text)" }
    }
}
