import Testing

@testable import MeritAttribution

/// `renew`: which of the guide's own events count validity and protection again.
@Suite struct RenewalTable {
    static let never = "relation 180d 15d bind contact_added renew never"
    static let purchases = "relation 180d 15d bind contact_added renew on_purchase"
    static let any = "relation 180d 15d bind contact_added renew on_any"

    static let rows =
        [
            RelationRow(
                "never",
                "a contact_added T-9d 1001; b contact_added T-1d 1001; p purchase T-1h 1001",
                "a bound 1001, b nothing 1001, p nothing 1001",
                "1001 since T-9d until T+171d, protected until T+6d")
        ].map { $0.under(never) }
        + [
            RelationRow(
                "a purchase, though it binds nobody by itself",
                "a contact_added T-9d 1001; p purchase T-1d 1001",
                "a bound 1001, p renewed 1001",
                "1001 since T-9d until T+179d, protected until T+14d"),
            RelationRow(
                "no touch", "a contact_added T-9d 1001; b contact_added T-1d 1001",
                "a bound 1001, b nothing 1001",
                "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "another's purchase renews nothing",
                "a contact_added T-9d 1001; p purchase T-1d 1002",
                "a bound 1001, p nothing 1002",
                "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "exactly at the end there is nothing to renew, and a purchase binds nobody",
                "a contact_added T-181d 1001; p purchase T-1d 1001",
                "a bound 1001, p nothing 1001", "nobody"),
        ].map { $0.under(purchases) }
        + [
            RelationRow(
                "any touch, of a kind that binds nobody too",
                "a contact_added T-9d 1001; b page_view T-1d 1001",
                "a bound 1001, b renewed 1001",
                "1001 since T-9d until T+179d, protected until T+14d"),
            RelationRow(
                "a purchase", "a contact_added T-9d 1001; p purchase T-1d 1001",
                "a bound 1001, p renewed 1001",
                "1001 since T-9d until T+179d, protected until T+14d"),
            RelationRow(
                "a touch that counts for nothing",
                "a contact_added T-9d 1001; b page_view T-1d 1001 bot",
                "a bound 1001", "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "another's touch", "a contact_added T-9d 1001; b page_view T-1d 1002",
                "a bound 1001, b nothing 1002",
                "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "a touch of somebody who is nobody's guide binds nobody by its kind",
                "b page_view T-1d 1002", "b nothing 1002", "nobody"),
        ].map { $0.under(any) }
        + [
            RelationRow(
                "an end that was later stays: a shorter policy shortens nothing",
                """
                relation 180d 100d bind contact_added renew on_any
                switch T-10d; relation 30d 3d bind contact_added renew on_any
                a contact_added T-11d 1001; b contact_added T-1d 1001
                """, "a bound 1001, b renewed 1001",
                "1001 since T-11d until T+169d, protected until T+89d"),
            RelationRow(
                "a permanent relation stays permanent",
                """
                relation permanent permanent bind contact_added renew on_any
                switch T-10d; relation 30d 3d bind contact_added renew on_any
                a contact_added T-11d 1001; b contact_added T-1d 1001
                """, "a bound 1001, b renewed 1001",
                "1001 since T-11d for ever, protected for ever"),
            RelationRow(
                "a renewal under a policy that lasts for ever makes it so",
                """
                relation 180d 15d bind contact_added renew on_any
                switch T-10d; relation permanent 3d bind contact_added renew on_any
                a contact_added T-11d 1001; b contact_added T-1d 1001
                """, "a bound 1001, b renewed 1001",
                "1001 since T-11d for ever, protected until T+4d"),
        ]

    @Test("relations are renewed as this table says", arguments: rows)
    func table(row: RelationRow) throws { try row.check() }
}
