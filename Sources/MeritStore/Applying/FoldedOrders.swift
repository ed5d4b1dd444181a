import MeritCore
import MeritOrders

/// The states of the orders that events came for last, so that an order of many events is not read
/// and folded from the beginning at each of them. What is not here is read from the rows.
struct FoldedOrders {
    private var recent: [Int64: OrderState] = [:]
    private var former: [Int64: OrderState] = [:]
    /// Orders, lines and refunds in `recent`.
    private var parts = 0
    private let partsMax: Int

    /// Keeps at most two times `partsMax` orders, lines and refunds, and one order more.
    init(partsMax: Int = 1 << 16) { self.partsMax = partsMax }

    /// The order as all its events tell it; nil where there are none.
    func state(
        of order: OrderRecord, _ connection: Connection
    ) throws(StoreError) -> OrderState? {
        if let state = recent[order.number] ?? former[order.number] { return state }
        return try order.state(through: .last, connection)
    }

    /// Remembers the state of an order after an event; those that saw none for long are forgotten.
    mutating func keep(_ state: OrderState, of order: Int64) {
        if let known = recent.updateValue(state, forKey: order) { parts -= Self.parts(of: known) }
        parts += Self.parts(of: state)
        guard parts >= partsMax else { return }
        former = recent
        recent = [:]
        parts = 0
    }

    private static func parts(of state: OrderState) -> Int { 1 + state.partCount }
}
