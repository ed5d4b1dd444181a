import Testing

@testable import MeritAttribution

/// `capture`: whether another guide's event takes the customer over.
@Suite struct CaptureTable {
    static let never = "relation 180d 15d bind contact_added,purchase capture never"
    static let late = "relation 180d 15d bind contact_added,purchase capture after_protection"
    static let always = "relation 180d 15d bind contact_added,purchase capture always"

    static let rows =
        [
            RelationRow(
                "never, even when the protection is over",
                "a contact_added T-100d 1001; b contact_added T-1d 1002",
                "a bound 1001, b protected against 1002",
                "1001 since T-100d until T+80d, protected until T-85d")
        ].map { $0.under(never) }
        + [
            RelationRow(
                "not while protected",
                "a contact_added T-9d 1001; b contact_added T-1d 1002",
                "a bound 1001, b protected against 1002",
                "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "not a millisecond before the protection ends",
                "a contact_added T-16d 1001; b contact_added T-1d-1ms 1002",
                "a bound 1001, b protected against 1002",
                "1001 since T-16d until T+164d, protected until T-1d"),
            RelationRow(
                "exactly when it ends; both clocks start",
                "a contact_added T-16d 1001; b contact_added T-1d 1002",
                "a bound 1001, b replaced 1001 by 1002",
                "1002 since T-1d until T+179d, protected until T+14d"),
            RelationRow(
                "by a purchase as well",
                "a contact_added T-16d 1001; p purchase T-1d 1002",
                "a bound 1001, p replaced 1001 by 1002",
                "1002 since T-1d until T+179d, protected until T+14d"),
            RelationRow(
                "not by a kind that binds nobody",
                "a contact_added T-16d 1001; b link_click T-1d 1002", "a bound 1001",
                "1001 since T-16d until T+164d, protected until T-1d"),
            RelationRow(
                "back and forth",
                """
                a contact_added T-60d 1001; b contact_added T-40d 1002
                c contact_added T-30d 1001; d contact_added T-20d 1001
                """,
                """
                a bound 1001, b replaced 1001 by 1002, c protected against 1001, \
                d replaced 1002 by 1001
                """, "1001 since T-20d until T+160d, protected until T-5d"),
        ].map { $0.under(late) }
        + [
            RelationRow(
                "always, however protected",
                "a contact_added T-9d 1001; b contact_added T-8d 1002",
                "a bound 1001, b replaced 1001 by 1002",
                "1002 since T-8d until T+172d, protected until T+7d"),
            RelationRow(
                "but not by a kind that binds nobody",
                "a contact_added T-9d 1001; b link_click T-1d 1002", "a bound 1001",
                "1001 since T-9d until T+171d, protected until T+6d"),
        ].map { $0.under(always) }
        + [
            RelationRow(
                "a permanent protection is never over",
                """
                relation permanent permanent bind contact_added capture after_protection
                a contact_added T-3000d 1001; b contact_added T-1d 1002
                """, "a bound 1001, b protected against 1002",
                "1001 since T-3000d for ever, protected for ever"),
            RelationRow(
                "a permanent relation without protection",
                """
                relation permanent 0s bind contact_added capture after_protection
                a contact_added T-9d 1001; b contact_added T-9d 1002
                """, "a bound 1001, b replaced 1001 by 1002",
                "1002 since T-9d for ever, protected until T-9d"),
        ]

    @Test("customers are taken over as this table says", arguments: rows)
    func table(row: RelationRow) throws { try row.check() }
}
