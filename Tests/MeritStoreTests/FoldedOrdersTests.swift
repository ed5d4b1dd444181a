import MeritCore
import MeritOrders
import Testing

@testable import MeritStore

/// Remembering folded orders must never show in the rows.
struct FoldedOrdersTests {
    private static func state(_ order: String, lines: Int) -> OrderState {
        OrderState(
            Shop.event("E-\(order)", of: order, lines: (0..<lines).map { ("\($0)", 1) }))
    }

    private static func record(_ number: Int64) -> OrderRecord {
        OrderRecord(
            number: number, order: Shop.order("A\(number)"), currency: .renminbi, decision: nil)
    }

    @Test func `states are forgotten by weight, those touched last stay`() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var orders = FoldedOrders(partsMax: 10)
        func known(_ numbers: ClosedRange<Int64>) throws -> [Int64] {
            try store.file.read { connection throws(StoreError) in
                var found: [Int64] = []
                for number in numbers
                where try orders.state(of: Self.record(number), connection) != nil {
                    found.append(number)
                }
                return found
            }
        }
        // Three parts each: the fourth fills the first ten.
        for number in Int64(1)...5 { orders.keep(Self.state("A\(number)", lines: 2), of: number) }
        #expect(try known(1...5) == [1, 2, 3, 4, 5])
        for _ in 0..<100 { orders.keep(Self.state("A5", lines: 2), of: 5) }
        #expect(try known(1...5) == [1, 2, 3, 4, 5])
        for number in Int64(6)...8 { orders.keep(Self.state("A\(number)", lines: 2), of: number) }
        #expect(try known(1...8) == [5, 6, 7, 8])
    }

    @Test func `an order of many events is the same, remembered or read anew`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("E1", of: "A1", version: 1), at: Shop.noon)
        for number in 2...20 {
            let version = UInt64(number)
            if number % 3 == 0 {
                tape.add(
                    Shop.event(
                        "E\(number)", of: "A1", .refunded, version: version,
                        at: Shop.minutes(Int64(number)),
                        refund: Shop.refund("R\(number % 4)", "1", Int64(number))), at: Shop.noon)
            } else {
                tape.add(
                    Shop.event(
                        "E\(number)", of: "A1", version: 22 - version,
                        lines: [("1", 1_000 * Int64(number))]), at: Shop.noon)
            }
        }
        let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
        let warm = try Store.open(folder: first.store, access: .readWrite)
        _ = try warm.apply(tape.batch)
        for batch in tape.batches(Array(repeating: 1, count: 100)) {
            let cold = try Store.open(folder: second.store, access: .readWrite)
            _ = try cold.apply(batch)
            cold.close()
        }
        let cold = try Store.open(folder: second.store, access: .readWrite)
        #expect(try cold.rowDigest() == warm.rowDigest())
        #expect(try warm.orderState(of: Shop.order("A1"))?.lines.map(\.amount.value) == [2_000])
    }
}
