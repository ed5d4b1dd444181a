import MeritAttribution
import MeritCore
import MeritJSON

extension JSONWriter {
    /// The members of an adjustment, as every answer shows it.
    mutating func write(_ row: AdjustmentRow, in directory: MeritAttribution.Directory) {
        member("adjustment", row.number.value)
        member("state", row.state.name)
        member("shop", row.order.shop.value)
        member("order_id", row.order.order.value)
        switch row.claim {
        case .amounts(let parts): write("amounts", "amount", parts)
        case .weights(let parts): write("weights", "weight", parts)
        }
        member("reason", row.reason)
        member("proposed_at", row.recordedAt)
        member("proposer", row.proposer, in: directory)
        member("resolved_at", row.resolvedAt)
        member("resolver", row.resolver, in: directory)
    }

    private mutating func write(
        _ key: String, _ value: String, _ parts: [AdjustmentProposed.Part]
    ) {
        array(key, parts) { writer, part in
            writer.object { writer in
                writer.member("staff", part.payee.value)
                writer.member(value, part.value)
            }
        }
    }
}
