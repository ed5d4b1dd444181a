import MeritCore
import Testing

@testable import MeritOrders

@Suite struct OrderStatePropertyTests {
    @Test("neither order nor repetition of events changes the state")
    func permutations() throws {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<300 {
            let events = try randomHistory(using: &random)
            let state = try #require(try OrderState(folding: events))
            for _ in 0..<5 {
                let repeats = (0..<4).compactMap { _ in events.randomElement(using: &random) }
                let shuffled = (events + repeats).shuffled(using: &random)
                #expect(try OrderState(folding: shuffled) == state, "\(note)")
            }
        }
    }

    @Test("the fold agrees with assigning leaf by leaf in ascending rank")
    func oracle() throws {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<500 {
            let rows = randomRows(using: &random)
            let state = try OrderTable.state(rows.joined(separator: "\n"))
            #expect(OrderTable.text(state) == assigned(rows), "\(rows), \(note)")
        }
    }

    @Test("refunds only ever lower, more refunds lower more, and what is left ties out")
    func refunds() throws {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<300 {
            let state = try #require(try OrderState(folding: randomHistory(using: &random)))
            var before = state.net(at: .distantPast)
            #expect(state.cancelledAt != nil || before.excess.isEmpty, "\(note)")
            for hour in 10...23 {
                let net = state.net(at: try OrderTable.time("\(hour):00"))
                #expect(net.freight <= before.freight && net.freight >= .zero, "\(note)")
                for (line, earlier) in zip(net.lines, before.lines) {
                    #expect(line.net <= earlier.net && line.net >= .zero, "\(note)")
                }
                before = net
            }
            #expect(tiesOut(state), "\(note)")
        }
    }

    @Test("net amounts asked for one after the other are those of each moment")
    func course() throws {
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<300 {
            let state = try #require(try OrderState(folding: randomHistory(using: &random)))
            var course = NetCourse(of: state)
            for clock in ["09:00", "10:00", "10:00", "11:30", "12:00", "13:00", "23:00"] {
                let moment = try OrderTable.time(clock)
                #expect(course.net(at: moment) == state.net(at: moment), "\(note)")
            }
        }
    }

    /// Net amounts + refunds − what was refunded too much = amounts, where nothing was cancelled.
    private func tiesOut(_ state: OrderState) -> Bool {
        guard state.cancelledAt == nil else { return true }
        let net = state.net(at: .distantFuture)
        var refunded: Int64 = 0
        for refund in state.refundsByID.values {
            switch refund.scope {
            case .order(let amount): refunded += amount.value
            case .lines(let lines, let freight):
                refunded += freight.value + lines.reduce(0) { $0 + $1.amount.value }
            }
        }
        let amounts = state.lines.reduce(state.freight.value) { $0 + $1.amount.value }
        let left = net.lines.reduce(net.freight.value) { $0 + $1.net.value }
        let over = net.excess.reduce(0) { $0 + $1.amount.value }
        return left + refunded - over == amounts
    }

    /// The leaves' last words when rows are read in ascending order of (version, time, id).
    private func assigned(_ rows: [String]) -> String {
        let sorted = rows.map { $0.split(separator: " ").map(String.init) }.sorted { left, right in
            let ranks = [left, right].map { (Int($0[2]) ?? 0, $0[3], Array($0[0].utf8)) }
            if ranks[0].0 != ranks[1].0 { return ranks[0].0 < ranks[1].0 }
            if ranks[0].1 != ranks[1].1 { return ranks[0].1 < ranks[1].1 }
            return ranks[0].2.lexicographicallyPrecedes(ranks[1].2)
        }
        var said: [String: String] = [:]
        for row in sorted {
            if row[1] == "cancelled" { said["cancelled"] = min(said["cancelled"] ?? "99", row[3]) }
            guard ["created", "paid", "completed"].contains(row[1]) else { continue }
            for cell in row.dropFirst(4) {
                let pair = cell.split(separator: "=", maxSplits: 1).map(String.init)
                said[pair[0]] = pair[1]
            }
        }
        let names = [
            "created", "paid", "completed", "store", "lines", "freight", "staff", "phone",
            "member", "cancelled",
        ]
        return names.compactMap { name in
            said[name].flatMap { $0 == "-" ? nil : "\(name)=\($0)" }
        }.joined(separator: " ")
    }

    private func randomHistory(using random: inout SeededGenerator) throws -> [OrderEvent] {
        try OrderTable.events(randomRows(using: &random).joined(separator: "\n"))
    }

    /// Few versions and times, so that ties happen; each event id once.
    private func randomRows(using random: inout SeededGenerator) -> [String] {
        let ids = ["a", "Z", "a10", "a9", "b", "~", "0", "00", "B", "c"].shuffled(using: &random)
        return ids.prefix(Int.random(in: 1...10, using: &random)).map { id in
            let types = [
                "created", "paid", "paid", "completed", "refunded", "refunded", "cancelled",
            ]
            let type = types.randomElement(using: &random) ?? "paid"
            let head =
                "\(id) \(type) \(Int.random(in: 1...3, using: &random)) "
                + "1\(Int.random(in: 0...3, using: &random)):00"
            switch type {
            case "refunded": return head + " refund=" + randomRefund(using: &random)
            case "cancelled": return head + " store=S9"
            default: return head + randomLeaves(using: &random)
            }
        }
    }

    private func randomLeaves(using random: inout SeededGenerator) -> String {
        let choices: [(String, [String])] = [
            ("created", ["10:00", "10:01"]), ("paid", ["10:05", "10:06", "-"]),
            ("completed", ["11:00", "-"]), ("store", ["S1", "S2", "-"]),
            ("lines", ["a:100,b:50", "a:3,c:0", "c:77@gift", "-"]), ("freight", ["8", "9", "-"]),
            ("staff", ["5", "6", "-"]), ("phone", ["1", "2", "-"]), ("member", ["1", "2", "-"]),
        ]
        return choices.reduce(into: "") { text, leaf in
            guard Bool.random(using: &random) else { return }
            text += " \(leaf.0)=\(leaf.1.randomElement(using: &random) ?? "-")"
        }
    }

    private func randomRefund(using random: inout SeededGenerator) -> String {
        let id = ["R1", "R2", "R3"].randomElement(using: &random) ?? "R1"
        let amount = Int.random(in: 0...60, using: &random)
        let shapes = ["*:\(amount)", "a:\(amount)", "a:\(amount),b:7,freight:3", "x:\(amount)"]
        return "\(id)(\(shapes.randomElement(using: &random) ?? "*:1"))"
    }
}
