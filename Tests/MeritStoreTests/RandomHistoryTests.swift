import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import Testing

@testable import MeritStore

/// Random traffic, orders, corrections and refunds of a few people, settled at random moments.
struct RandomHistoryTests {
    private func history(
        _ store: Store, _ random: inout SeededGenerator
    ) throws -> Tape {
        var tape = Shop.opening()
        for step in 0..<160 {
            let at = Shop.minutes(Int64(step) * 7)
            addFact(step, at, to: &tape, &random)
            if Int.random(in: 0..<12, using: &random) == 0 { try tape.settle(store, at: at) }
        }
        try tape.settle(store, at: Shop.minutes(2_000))
        return tape
    }

    private func addFact(
        _ step: Int, _ at: Timestamp, to tape: inout Tape, _ random: inout SeededGenerator
    ) {
        let visitor = UInt64.random(in: 1...5, using: &random)
        let person = Shop.alias(.unionid, UInt64.random(in: 1...4, using: &random))
        let phone = Shop.alias(.phone, UInt64.random(in: 1...4, using: &random))
        let staff = Bool.random(using: &random) ? Shop.anna : Shop.bert
        let order = "O\(Int.random(in: 1...9, using: &random))"
        let version = UInt64.random(in: 1...6, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: tape.add(Shop.click(staff, visitor: visitor), at: at)
        case 3:
            tape.add(
                Shop.view(
                    "v\(step / 3)", staff, aliases: [Shop.alias(.visitor, visitor), person]),
                at: at)
        case 4:
            tape.add(
                Shop.imported(
                    "i\(step / 2)", staff, at: at.advanced(by: .hours(-30)),
                    aliases: [person, phone]), at: at)
        case 5:
            tape.add(
                Shop.event(
                    "r\(step)", of: order, .refunded, version: version, at: at, lines: nil,
                    refund: Shop.refund("R\(step % 3)", "1", Int64(step * 10))), at: at)
        case 6 where step % 5 == 0:
            tape.add(
                Shop.event("c\(step)", of: order, .cancelled, version: version, at: at, lines: nil),
                at: at)
        default:
            tape.add(
                Shop.event(
                    "e\(step / 2)", of: order, version: version, at: at,
                    lines: [("1", Int64(1_000 + step)), ("2", 500)], buyer: [person, phone]),
                at: at)
        }
    }

    @Test(arguments: [1, 20_261_121, 77, 4_242] as [UInt64])
    func `any history, cut into any batches, makes the same rows, and its money adds up`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let store = try Store.open(folder: folder.store, access: .readWrite)
        let tape = try history(store, &random)
        let expected = try store.tableDigests()
        for _ in 0..<3 {
            let other = try TemporaryFolder()
            let rebuilt = try Store.open(folder: other.store, access: .readWrite)
            let sizes = (0..<40).map { _ in Int.random(in: 1...30, using: &random) }
            for batch in tape.batches(sizes) { _ = try rebuilt.apply(batch) }
            #expect(try rebuilt.tableDigests() == expected, "seed \(seed), batches of \(sizes)")
            rebuilt.close()
        }
        let orders = try store.orders(after: nil, limit: 100)
        for order in orders {
            #expect(try store.conservationFaults(of: order).isEmpty, "seed \(seed), \(order)")
        }
        let entries = try store.entries(period: nil, after: 0, limit: 10_000)
        #expect(LedgerHead.verify(entries) == nil, "seed \(seed)")
        #expect(!entries.isEmpty, "seed \(seed): the history posts something")
        #expect(try store.counts().pending == 0)
        #expect(try store.counts().due == 0)
        let day = store.directory.calendar.day(of: Shop.noon)
        try LiteralFigures.expectReports(of: store, around: day, &random, "seed \(seed)")
    }
}
