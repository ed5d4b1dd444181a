import Foundation
import MeritJSON

/// An order event as a mall writes it.
struct Order {
    var id: String
    var type = "order.paid"
    var version = 1
    /// Seconds from now; a little ahead, because the text has whole seconds and evidence must not
    /// lie after the order.
    var createdIn = 2
    var currency = "CNY"
    var lines = #"[{"line_id":"1","sku":"X","category":"shoes","quantity":1,"amount":19900}]"#
    var freight: String?
    var buyer: String?
    var attribution: String?
    var store: String?
    var refund: String?
    /// An order that is not paid yet is not judged yet.
    var isPaid = true

    /// The webhook's body.
    var body: String {
        var members = [
            #""type":"\#(isPaid ? type : "order.created")""#, #""shop":"mall""#,
            #""order_id":"\#(id)""#,
            #""version":\#(version)"#, #""occurred_at":"\#(time)""#, #""currency":"\#(currency)""#,
        ]
        if refund == nil && type != "order.cancelled" {
            members += [#""created_at":"\#(time)""#, #""lines":\#(lines)"#]
            if isPaid { members.append(#""paid_at":"\#(time)""#) }
        }
        if let refund { members.append(#""refund":\#(refund)"#) }
        if let freight { members.append(#""freight":\#(freight)"#) }
        if let buyer { members.append(#""buyer":\#(buyer)"#) }
        if let attribution { members.append(#""attribution":\#(attribution)"#) }
        if let store { members.append(#""store":"\#(store)""#) }
        return "{\(members.joined(separator: ","))}"
    }

    private var time: String {
        Date(timeIntervalSinceNow: Double(createdIn)).formatted(.iso8601)
    }
}
