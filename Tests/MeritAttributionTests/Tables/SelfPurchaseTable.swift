import Testing

@testable import MeritAttribution

/// `self_purchase`: what becomes of an order by the person who would be credited.
@Suite struct SelfPurchaseTable {
    static let links = "rule shared touches link_click 7d last_touch"
    static let guide = "staff 1007 south alias u1; a link_click T-1d 1007"

    static let rows = [
        JudgedRow("counts like any other", "\(links); self count_self; \(guide)", "1007 by shared"),
        JudgedRow("and so it does where nothing is said", "\(links); \(guide)", "1007 by shared"),
        JudgedRow(
            "is the store's", "\(links); self store; store S1; \(guide)", "9001 by shared"),
        JudgedRow(
            "the store has no house account", "\(links); self store; store S2; \(guide)",
            "nobody: staff 1007 is the buyer, and the order has no store with a house account"),
        JudgedRow(
            "the order names no store", "\(links); self store; \(guide)",
            "nobody: staff 1007 is the buyer, and the order has no store with a house account"),
        JudgedRow(
            "is nobody's", "\(links); self exclude; store S1; \(guide)",
            "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "a rejected touch leaves the order to the one before",
            "\(links); self exclude; b link_click T-2d 1002; \(guide)", "1002 by shared"),
        JudgedRow(
            "the buyer is a guide of another store: the ordering store's",
            "\(links); self store; store S1; staff 2005 north alias u1; a link_click T-1d 2005",
            "9001 by shared"),
        JudgedRow(
            "the buyer is a guide, but the link was another's",
            "\(links); self exclude; staff 2005 north alias u1; a link_click T-1d 1001",
            "1001 by shared"),
        JudgedRow(
            "who forwards the first guide's link to a friend has no part in it",
            """
            \(links); self exclude; customer u2; staff 2005 north alias u1
            a link_click T-1d 1001
            """,
            "1001 by shared"),
        JudgedRow(
            "through another of the customer's aliases",
            """
            \(links); self exclude; customer u1 x1; staff 1007 south alias x1
            a link_click T-1d 1007
            """,
            "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "an alias that only stands on the order, the shop's tablet say",
            """
            \(links); self exclude; buyer u1 v9; staff 1007 south alias v9
            a link_click T-1d 1007
            """,
            "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "an order of nobody known, with the guide's own phone",
            """
            \(links); self exclude; nobody; buyer p9; staff 1007 south alias p9
            a link_click T-1d 1007
            """,
            "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "somebody else's alias is none of it",
            "\(links); self exclude; staff 1007 south alias u2; a link_click T-1d 1007",
            "1007 by shared"),
        JudgedRow(
            "an alias of a row that holds later is none yet",
            """
            \(links); self exclude; staff 1007 south; staff 1007 south alias u1 holds T+1d
            a link_click T-1d 1007
            """, "1007 by shared"),
        JudgedRow(
            "by the token on the order",
            """
            self exclude; rule order order_param 30d; staff 1007 south alias u1; token 1007/7
            """, "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "the house account has no purchases of its own",
            "\(links); self exclude; staff 9005 north house alias u1; a link_click T-1d 9005",
            "9005 by shared"),
    ]

    @Test("own purchases are credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
