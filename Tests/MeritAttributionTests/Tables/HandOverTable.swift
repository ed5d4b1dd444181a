import Testing

@testable import MeritAttribution

/// Hand-overs and deletions: what moves and ends a relation.
@Suite struct HandOverTable {
    static let terms = "relation 180d 15d bind contact_added capture after_protection"
    static let ends = terms + " ends"

    static let handOvers = [
        RelationRow(
            "the relation moves, its clocks as they are",
            "a contact_added T-9d 1001; h hand_over T-1d 1001 1002",
            "a bound 1001, h moved 1001 to 1002",
            "1002 since T-1d until T+171d, protected until T+6d"),
        RelationRow(
            "from somebody who is not the guide",
            "a contact_added T-9d 1001; h hand_over T-1d 2001 1002",
            "a bound 1001, h nothing 1002",
            "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "of a customer who has no guide", "h hand_over T-1d 1001 1002", "h nothing 1002",
            "nobody"),
        RelationRow(
            "a second hand-over of the same customer",
            """
            a contact_added T-9d 1001; h hand_over T-3d 1001 1002; i hand_over T-1d 1002 2001
            """, "a bound 1001, h moved 1001 to 1002, i moved 1002 to 2001",
            "2001 since T-1d until T+171d, protected until T+6d"),
        RelationRow(
            "handed over again by who no longer has the customer",
            """
            a contact_added T-9d 1001; h hand_over T-3d 1001 1002; i hand_over T-1d 1001 2001
            """, "a bound 1001, h moved 1001 to 1002, i nothing 2001",
            "1002 since T-3d until T+171d, protected until T+6d"),
        RelationRow(
            "a customer who refused stays: no hand-over was done",
            "a contact_added T-9d 1001", "a bound 1001",
            "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "after T", "a contact_added T-9d 1001; h hand_over T+1ms 1001 1002",
            "a bound 1001", "1001 since T-9d until T+171d, protected until T+6d"),
        RelationRow(
            "exactly at T", "a contact_added T-9d 1001; h hand_over T 1001 1002",
            "a bound 1001, h moved 1001 to 1002",
            "1002 since T until T+171d, protected until T+6d"),
        RelationRow(
            "a relation that has ended does not move",
            "a contact_added T-181d 1001; h hand_over T-1d 1001 1002",
            "a bound 1001, h nothing 1002", "nobody"),
        RelationRow(
            "at one moment a touch comes before a hand-over, whatever their ids",
            "z contact_added T-1d 1001; a hand_over T-1d 1001 1002",
            "z bound 1001, a moved 1001 to 1002",
            "1002 since T-1d until T+179d, protected until T+14d"),
        RelationRow(
            "at one moment hand-overs come by id",
            "a contact_added T-9d 1001; i hand_over T-1d 1002 2001; h hand_over T-1d 1001 1002",
            "a bound 1001, h moved 1001 to 1002, i moved 1002 to 2001",
            "2001 since T-1d until T+171d, protected until T+6d"),
        RelationRow(
            "who took over is protected as the former guide was",
            """
            a contact_added T-9d 1001; h hand_over T-3d 1001 1002; b contact_added T-1d 1001
            """, "a bound 1001, h moved 1001 to 1002, b protected against 1001",
            "1002 since T-3d until T+171d, protected until T+6d"),
    ].map { $0.under(terms) }

    static let always = [
        RelationRow(
            "a hand-over moves a relation under a policy that knows none",
            """
            \(terms); switch T-2d; rule store house
            a contact_added T-9d 1001; h hand_over T-1d 1001 1002
            """, "a bound 1001, h moved 1001 to 1002",
            "1002 since T-1d until T+171d, protected until T+6d")
    ]

    static let deletions =
        [
            RelationRow(
                "ends the relation", "a contact_added T-9d 1001; x deletion T-1d 1001",
                "a bound 1001, x ended 1001", "nobody"),
            RelationRow(
                "of somebody else", "a contact_added T-9d 1001; x deletion T-1d 1002",
                "a bound 1001, x nothing 1002",
                "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "after T", "a contact_added T-9d 1001; x deletion T+1ms 1001", "a bound 1001",
                "1001 since T-9d until T+171d, protected until T+6d"),
            RelationRow(
                "and another is free to bind",
                "a contact_added T-9d 1001; x deletion T-2d 1001; b contact_added T-1d 1002",
                "a bound 1001, x ended 1001, b bound 1002",
                "1002 since T-1d until T+179d, protected until T+14d"),
            RelationRow(
                "at one moment a hand-over comes first: who was deleted has the customer no more",
                "a contact_added T-9d 1001; x deletion T-1d 1001; y hand_over T-1d 1001 1002",
                "a bound 1001, y moved 1001 to 1002, x nothing 1001",
                "1002 since T-1d until T+171d, protected until T+6d"),
            RelationRow(
                "at one moment a touch comes first: bound and ended",
                "x contact_added T-1d 1001; a deletion T-1d 1001",
                "x bound 1001, a ended 1001", "nobody"),
        ].map { $0.under(ends) }
        + [
            RelationRow(
                "ends nothing where the policy does not say so",
                "a contact_added T-9d 1001; x deletion T-1d 1001",
                "a bound 1001, x nothing 1001",
                "1001 since T-9d until T+171d, protected until T+6d")
        ].map { $0.under(terms) }
        + [
            RelationRow(
                "the policy of the deletion's day decides",
                """
                \(terms); switch T-2d; \(ends)
                a contact_added T-9d 1001; x deletion T-3d 1001; y deletion T-1d 1001
                """, "a bound 1001, x nothing 1001, y ended 1001", "nobody"),
            RelationRow(
                "a policy that knows no relations ends none",
                """
                \(ends); switch T-2d; rule store house
                a contact_added T-9d 1001; x deletion T-1d 1001
                """, "a bound 1001", "1001 since T-9d until T+171d, protected until T+6d"),
        ]

    @Test("relations move and end as this table says", arguments: handOvers + always + deletions)
    func table(row: RelationRow) throws { try row.check() }
}
