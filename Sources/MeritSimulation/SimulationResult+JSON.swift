import MeritCore
package import MeritJSON
import MeritLedger

extension SimulationResult {
    /// One object: the question, `staff`, `departments`, `moved`, `totals`.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("policy", draft.value)
            writer.member("from", days.first.description)
            writer.member("to", days.last.description)
            writer.member("as_of", asOf.value)
            writer.member("orders", orders)
            writer.member("orders_moved", movedCount)
            writer.member("orders_undecided", undecided)
            writer.member("orders_adjusted", adjusted)
            writer.array("staff", rows) { writer, row in
                writer.object { writer in
                    writer.member("staff", row.staff.value)
                    writer.member("name", row.name)
                    row.writeAmounts(to: &writer)
                }
            }
            writer.array("departments", departments) { writer, row in
                writer.object { row.writeAmounts(to: &$0) }
            }
            writer.array("moved", moved) { writer, order in order.write(to: &writer) }
            writer.array("totals", totals) { writer, total in total.write(to: &writer) }
        }
    }
}

extension SimulationResult.Row {
    fileprivate func writeAmounts(to writer: inout JSONWriter) {
        writer.member("department", department?.value)
        writer.member("currency", currency.code)
        writer.member("before", before)
        writer.member("after", after)
        writer.member("difference", difference)
    }
}

extension SimulationResult.Totals {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("currency", currency.code)
            writer.object("before") { before.write(to: &$0) }
            writer.object("after") { after.write(to: &$0) }
        }
    }
}

extension SimulationResult.Side {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("net_base", netBase)
        writer.member("credited", credited)
        writer.member("unattributed", unattributed)
    }
}

extension SimulatedOrder {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("shop", order.shop.value)
            writer.member("order_id", order.order.value)
            writer.member("currency", currency.code)
            writer.member("moved", moved)
            writer.object("before") { before.write(to: &$0) }
            writer.object("after") { after.write(to: &$0) }
            writer.member("why", why)
        }
    }
}

extension SimulatedOrder.Side {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("rule", rule)
        writer.array("amounts", amounts) { writer, amount in
            writer.object { writer in
                writer.member("staff", amount.staff.value)
                writer.member("department", amount.department?.value)
                writer.member("amount", amount.amount.value)
            }
        }
    }
}
