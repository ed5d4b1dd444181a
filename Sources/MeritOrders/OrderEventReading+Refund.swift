import MeritCore
import MeritJSON

extension OrderEventReading {
    /// The refund of an `order.refunded`, which must have one. On `order.cancelled` it is checked
    /// for form like everything that is repeated there; on other events it is a fault, because
    /// a refund that is passed over in silence would be money lost.
    mutating func refund(of type: OrderEventType?) -> Refund? {
        let node = members["refund"]
        switch type {
        case .refunded?: return reader.required(node, .refund)
        case .cancelled?, nil: return reader.optional(node, .refund)
        case .created?, .paid?, .completed?:
            guard let value = node.value, value != .null else { return nil }
            reader.note(.notAllowed, at: node, "Send refunds as order.refunded.")
            return nil
        }
    }
}

extension JSONForm where Value == Refund {
    /// `refund_id`, and either `lines` and `freight` (one of them at least) or `amount` alone.
    static var refund: JSONForm {
        .object { members, reader in
            let id = reader.required(members["refund_id"], JSONForm<RefundID>.name)
            let lines = reader.optional(members["lines"], .refundLines)
            let freight = reader.optional(members["freight"], .amount)
            let amount = reader.optional(members["amount"], .amount)
            let hasParts = members.says("lines") || members.says("freight")
            if hasParts == members.says("amount") {
                reader.noteScope(of: members, hasParts ? .contradiction : .missing)
                return nil
            }
            guard let id else { return nil }
            if let amount { return Refund(refund: id, scope: .order(amount)) }
            return Refund(
                refund: id, scope: .lines(lines ?? [], freight: freight ?? .zero))
        }
    }
}

extension JSONMembers {
    /// True for a member that is there and not null.
    fileprivate func says(_ key: String) -> Bool { object[key].map { $0 != .null } ?? false }
}

extension JSONReader {
    fileprivate mutating func noteScope(of members: JSONMembers, _ code: JSONFault.Code) {
        let message = "Either lines and freight, or amount alone for the whole order."
        note(code, at: members["amount"], message)
    }
}
