import Testing

@testable import MeritAttribution

/// How a customer gets a guide, and what does not make one.
@Suite struct BindingTable {
    static let terms = "relation 180d 15d bind contact_added,purchase"

    static let rows = [
        RelationRow(
            "a contact", "a contact_added T-9d 1001 contact", "a bound 1001",
            "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "a purchase", "p purchase T-9d 1001", "p bound 1001",
            "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow("a kind that binds nobody", "a link_click T-9d 1001", "", "nobody"),
        RelationRow("nothing at all", "", "", "nobody"),
        RelationRow(
            "a contact at T", "a contact_added T 1001", "a bound 1001",
            "1001 since T until T+180d, protected until T+15d"),
        RelationRow("a contact after T", "a contact_added T+1ms 1001", "", "nobody"),
        RelationRow(
            "one that does not look human", "a contact_added T-9d 1001 bot", "", "nobody"),
        RelationRow(
            "by a token that was revoked", "a contact_added T-18h 1003", "", "nobody"),
        RelationRow(
            "before it was revoked", "a contact_added T-2d 1003", "a bound 1003",
            "1003 since T-2d until T+178d, protected until T+13d"),
        RelationRow("somebody unknown", "a contact_added T-9d 4444 contact", "", "nobody"),
        RelationRow("a house account", "a contact_added T-9d 9001 contact", "", "nobody"),
        RelationRow(
            "a person not employed then",
            "staff 1005 south begins T-9d+1ms; a contact_added T-9d 1005 contact", "", "nobody"),
        RelationRow(
            "a person who left exactly then",
            "staff 1005 south left T-9d; a contact_added T-9d 1005 contact", "", "nobody"),
        RelationRow(
            "a person who has left since",
            "staff 1005 south left T-8d; a contact_added T-9d 1005 contact", "a bound 1005",
            "1005 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "a touch that belongs to no customer", "a contact_added T-9d 1001 passing", "",
            "nobody"),
        RelationRow(
            "an order of nobody known has no relation",
            "nobody; a contact_added T-9d 1001; p purchase T-8d 1001", "", "nobody"),
        RelationRow(
            "a relation that ended is bound anew",
            "a contact_added T-190d 1001; b contact_added T-9d 1002",
            "a bound 1001, b bound 1002", "1002 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "exactly at its end it has ended",
            "a contact_added T-189d 1001; b contact_added T-9d 1002",
            "a bound 1001, b bound 1002", "1002 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "a millisecond before it has not",
            "a contact_added T-189d+1ms 1001; b contact_added T-9d 1002",
            "a bound 1001, b protected against 1002", "nobody"),
        RelationRow(
            "at one moment a touch comes before a purchase",
            "p purchase T-9d 1002; z contact_added T-9d 1001",
            "z bound 1001, p protected against 1002",
            "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "at one moment the smaller id comes first",
            "b contact_added T-9d 1002; a contact_added T-9d 1001",
            "a bound 1001, b protected against 1002",
            "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "of purchases the smaller shop, then order id",
            """
            p purchase T-9d 1001 order mall/B1; q purchase T-9d 1002 order mall/A9
            r purchase T-9d 2001 order shop/A0
            """,
            "A9 bound 1002, B1 protected against 1001, A0 protected against 2001",
            "1002 since T-9d until T+171d, protected until T+6d"),
    ].map { $0.under(terms) }

    @Test("customers are bound as this table says", arguments: rows)
    func table(row: RelationRow) throws { try row.check() }

    /// The order that is judged is mall/A1 at T.
    static let purchases = [
        RelationRow(
            "of an order judged at the same T, with a smaller id",
            "p purchase T 1001 order mall/A0", "A0 bound 1001",
            "1001 since T until T+180d, protected until T+15d"),
        RelationRow(
            "of an order judged at the same T, with a greater id",
            "p purchase T 1001 order mall/A2", "", "nobody"),
        RelationRow("the order itself", "p purchase T 1001 order mall/A1", "", "nobody"),
        RelationRow(
            "of a shop with a smaller name", "p purchase T 1001 order a/Z9", "Z9 bound 1001",
            "1001 since T until T+180d, protected until T+15d"),
        RelationRow(
            "of a shop with a greater name", "p purchase T 1001 order n/A0", "", "nobody"),
        RelationRow(
            "judged before, but paid after T", "p purchase T+1ms 1001 judged T-9d", "",
            "nobody"),
        RelationRow(
            "judged after T", "p purchase T+1ms 1001", "", "nobody"),
        RelationRow(
            "counts from its payment, not from its own T",
            "p purchase T-2d 1001 judged T-9d; a contact_added T-5d 1002",
            "a bound 1002, p protected against 1001",
            "1002 since T-5d until T+175d, protected until T+10d"),
    ].map { $0.under(terms) }

    @Test("purchases of these orders count", arguments: purchases)
    func earlierOrders(row: RelationRow) throws { try row.check() }
}
