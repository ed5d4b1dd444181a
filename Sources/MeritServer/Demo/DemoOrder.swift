package import MeritCore
import MeritJSON

/// One order of the demo and everything that the mall says about it.
package struct DemoOrder: Sendable {
    struct Line: Sendable {
        let id: String
        let sku: String
        let category: String
        let quantity: Int
        let amount: Int
    }

    enum Refund: Sendable {
        /// A part of one line.
        case line(String, amount: Int)
        /// A part of the whole order.
        case order(amount: Int)
    }

    package let id: String
    let created: Timestamp
    let paid: Timestamp
    let completed: Timestamp?
    let store: String?
    let lines: [Line]
    let freight: Int
    let buyer: DemoTouch.Aliases
    /// Whose token the order carries.
    package let token: DemoToken?
    private(set) var refund: (at: Timestamp, what: Refund)?

    var amount: Int { lines.reduce(0) { $0 + $1.amount } }

    mutating func refund(at: Timestamp, _ what: Refund) { refund = (at, what) }

    /// The lines of `order import`, in the order in which they happened.
    func events(_ tokens: [DemoToken: String]) -> [(at: Timestamp, json: [UInt8])] {
        var events = [
            (created, event("order.created", 1, created, tokens)),
            (paid, event("order.paid", 2, paid, tokens)),
        ]
        if let completed {
            events.append((completed, event("order.completed", 3, completed, tokens)))
        }
        if let refund {
            events.append((refund.at, refundEvent(refund.what, at: refund.at)))
        }
        return events.map { (at: $0.0, json: $0.1) }
    }

    private func event(
        _ type: String, _ version: Int, _ at: Timestamp, _ tokens: [DemoToken: String]
    ) -> [UInt8] {
        line(type, version, at) { event in
            event.member("created_at", created.rfc3339)
            if version >= 2 { event.member("paid_at", paid.rfc3339) }
            if version >= 3 { event.member("completed_at", at.rfc3339) }
            if let store { event.member("store", store) }
            event.array("lines", lines) { $0.write($1) }
            event.member("freight", freight)
            if !buyer.isEmpty { event.write(buyer: buyer) }
            if let text = token.flatMap({ tokens[$0] }) {
                event.object("attribution") { $0.member("token", text) }
            }
        }
    }

    private func refundEvent(_ refund: Refund, at: Timestamp) -> [UInt8] {
        line("order.refunded", 4, at) { event in
            event.object("refund") { members in
                members.member("refund_id", "R-\(id)")
                switch refund {
                case .line(let line, let amount):
                    members.array("lines", [line]) { writer, line in
                        writer.object { refunded in
                            refunded.member("line_id", line)
                            refunded.member("amount", amount)
                        }
                    }
                case .order(let amount): members.member("amount", amount)
                }
            }
        }
    }

    private func line(
        _ type: String, _ version: Int, _ at: Timestamp, _ rest: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { event in
            event.member("event_id", "\(id)-\(version)")
            event.member("type", type)
            event.member("shop", DemoRetailer.shop)
            event.member("order_id", id)
            event.member("version", version)
            event.member("occurred_at", at.rfc3339)
            event.member("currency", "CNY")
            rest(&event)
        }
        writer.endLine()
        return writer.take()
    }
}

/// A token that the demo needs signed.
package struct DemoToken: Hashable, Sendable {
    package let staff: StaffNumber
    package let link: LinkNumber
    package let issued: CivilDate
}

extension JSONWriter {
    mutating func write(_ line: DemoOrder.Line) {
        object { writer in
            writer.member("line_id", line.id)
            writer.member("sku", line.sku)
            writer.member("category", line.category)
            writer.member("quantity", line.quantity)
            writer.member("amount", line.amount)
        }
    }

    /// The member `buyer`.
    mutating func write(buyer: DemoTouch.Aliases) {
        object("buyer") { members in
            for alias in buyer { members.member(alias.kind, alias.value) }
        }
    }
}
