package import MeritCore

extension Directory {
    package func knows(_ shop: ShopName) -> Bool { shops.contains(shop) }

    package func knows(_ link: LinkNumber) -> Bool { self.link(link) != nil }

    /// Nil where no such link was created.
    package func link(_ link: LinkNumber) -> LinkRow? {
        let index = Int(link.value) - 1
        return links.indices.contains(index) ? links[index] : nil
    }

    /// From when on the link's tokens are rejected; nil: they are accepted.
    package func revokedAt(_ link: LinkNumber) -> Timestamp? { linkRevocations[link] }

    package func isRevoked(link: LinkNumber, at moment: Timestamp) -> Bool {
        revokedAt(link).map { $0 <= moment } ?? false
    }

    /// The first rejection that applies to a token whose tag verifies and whose key is not
    /// retired: `unknownLink`, `unknownStaff`, `revoked` or `expired` as of `moment`.
    ///
    /// A link is known from the beginning of time, like a staff member by the first row: histories
    /// are imported into directories whose links were made afterwards.
    package func tokenRejection(of token: TokenClaim, at moment: Timestamp) -> TokenRejection? {
        guard let link = link(token.link) else { return .unknownLink }
        guard knows(token.staff) else { return .unknownStaff }
        if isRevoked(staff: token.staff, at: moment) || isRevoked(link: token.link, at: moment) {
            return .revoked
        }
        return isExpired(issued: token.issued, on: link, at: moment) ? .expired : nil
    }

    /// A token is good on its issue day and the `validDays` − 1 business days after it.
    private func isExpired(
        issued: IssueDay, on link: LinkRow, at moment: Timestamp
    ) -> Bool {
        guard let validDays = link.validDays else { return false }
        return calendar.day(of: moment) >= issued.date.advanced(by: Int(validDays))
    }
}
