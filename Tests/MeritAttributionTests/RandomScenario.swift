import MeritCore
import SeededRandom
import Testing

@testable import MeritAttribution

/// Random facts around T in the words of `Scenario`: few people and instants, so that much is equal
/// and much just misses.
struct RandomScenario {
    private(set) var lines: [String] = []

    private static let times = [
        "T", "T+1ms", "T-1ms", "T-1h", "T-1d", "T-2d", "T-7d", "T-7d+1ms", "T-14d", "T-15d",
        "T-16d", "T-30d", "T-31d", "T-180d", "T-200d",
    ]
    private static let people = ["1001", "1002", "1003", "1005", "1006", "1007", "2001", "9001"]

    init(_ random: inout SplitMix) {
        func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        func times() -> String { pick(Self.times) }
        lines = [
            "created \(times())", "staff 1005 south left T-2d successor 1006",
            "staff 1006 south left T-1h \(pick(["", "successor 1005", "successor 1002"]))",
            "staff 1007 north alias u1", "department shoes south", "staff 1008 shoes",
        ]
        lines.append(pick(["store S1", "store S2", "store S9", "nobody", "customer u1 x1", ""]))
        lines.append(pick(["decided T", "decided T-1d", "", ""]))
        lines.append(pick(["assigned 1001", "assigned 1005", "assigned 4444", "", "", ""]))
        if random.happens(30) {
            lines.append(
                "token \(pick(["1001/7", "1002/8 issued -3", "1005/7", "2001/9", "4444/7"]))")
        }
        for index in 0..<Int.random(in: 0...10, using: &random) {
            let kind = pick([
                "link_click", "link_click", "page_view", "contact_added", "first_message",
            ])
            let link = pick(["/7", "/7", "/9", "/8", "/77"])
            let extra = pick([
                "", "", "", "", "bot", "imported", "contact", "issued -3", "passing",
                "recorded T+73h",
            ])
            lines.append("t\(index) \(kind) \(times()) \(pick(Self.people))\(link) \(extra)")
        }
        if random.happens(20), lines.contains(where: { $0.hasPrefix("t0 ") }) {
            lines.append("click t0")
        }
        for index in 0..<Int.random(in: 0...3, using: &random) {
            lines.append("h\(index) hand_over \(times()) \(pick(Self.people)) \(pick(Self.people))")
        }
        for index in 0..<Int.random(in: 0...1, using: &random) {
            lines.append("x\(index) deletion \(times()) \(pick(Self.people))")
        }
        for index in 0..<Int.random(in: 0...2, using: &random) {
            lines.append("p\(index) purchase \(times()) \(pick(Array(Self.people.dropLast())))")
        }
        lines += Self.policy(&random)
        if random.happens(30) { lines += ["switch \(times())"] + Self.policy(&random) }
    }

    private static func policy(_ random: inout SplitMix) -> [String] {
        func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        let kinds = "link_click,page_view,contact_added"
        let model = pick([
            "last_touch", "first_touch", "linear", "position_based", "w_shaped", "time_decay=3d",
            "custom=link_click:2,contact_added:5",
        ])
        let share = pick(["", "", "share=2000", "share=10000", "share=0"])
        var lines = [
            "leaver \(pick(["keep", "successor", "house", "reject"]))",
            "self \(pick(["count_self", "store", "exclude"]))",
            "cross \(pick(["guide_follows", "guide_follows", "same_store_only"]))",
        ]
        if random.happens(80) {
            lines.append(
                """
                relation \(pick(["180d", "permanent", "15d"])) \(pick(["15d", "permanent", "1d"])) \
                bind \(pick(["contact_added", "contact_added,purchase", "link_click"])) \
                renew \(pick(["never", "on_purchase", "on_any"])) \
                capture \(pick(["never", "after_protection", "always"])) \(pick(["", "ends"]))
                """)
        }
        var rules = [
            "rule till pos_assign", "rule mine relation protected",
            "rule order order_param 30d \(pick(["", "touch"]))",
            "rule shared touches \(kinds) \(pick(["7d", "30d"])) \(model) \(share)",
            "rule bound relation valid", "rule store house",
        ]
        rules.shuffle(using: &random)
        lines += rules.prefix(Int.random(in: 2...6, using: &random))
        return lines
    }

    func scenario() throws -> Scenario { try Scenario(lines.joined(separator: "\n")) }
}
