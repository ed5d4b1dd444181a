import MeritCore
import MeritJSON
import MeritOrders

/// How somebody wants an order to be credited.
struct AdjustmentWish {
    let order: OrderKey
    let claim: AdjustmentProposed.Claim
    let reason: Reason

    func command(_ actor: Actor) -> AdjustmentProposed {
        AdjustmentProposed(order: order, claim: claim, actor: actor, personal: reason)
    }

    static let payeesMax = 1_000
    static let weightMax: Int64 = 1_000_000

    /// `{"shop","order_id","reason"}` with `"amounts":[{"staff","amount"}]` or
    /// `"weights":[{"staff","weight"}]`; staff 0 is nobody.
    static var form: JSONForm<AdjustmentWish> {
        .object(known: ["shop", "order_id", "reason", "amounts", "weights"]) { members, reader in
            let shop = reader.required(members["shop"], JSONForm<ShopName>.name)
            let order = reader.required(members["order_id"], JSONForm<OrderID>.name)
            let reason = reader.required(members["reason"], .reason)
            let amounts = reader.optional(
                members["amounts"], parts("amount", 0...MinorAmount.statedMax.value))
            let weights = reader.optional(members["weights"], parts("weight", 0...weightMax))
            switch (members["amounts"].isStated, members["weights"].isStated) {
            case (true, true):
                reader.note(.contradiction, at: members["weights"], "Give amounts or weights.")
            case (false, false):
                reader.note(.missing, at: members["amounts"], "Required, or weights.")
            default: break
            }
            let claim = amounts.map { Claim.amounts($0) } ?? weights.map { Claim.weights($0) }
            guard let shop, let order, let reason, let claim else { return nil }
            return AdjustmentWish(
                order: OrderKey(shop: shop, order: order), claim: claim, reason: reason)
        }
    }

    private typealias Claim = AdjustmentProposed.Claim
    private typealias Part = AdjustmentProposed.Part

    /// Rising by staff number, each once, at least one.
    private static func parts(
        _ member: String, _ range: ClosedRange<Int64>
    ) -> JSONForm<[Part]> {
        JSONForm("an array of staff with \(member)") { node, reader in
            let list = JSONForm.array(countMax: payeesMax, of: part(member, range))
            guard let parts = list.read(node, &reader) else { return nil }
            if parts.isEmpty { reader.note(.tooShort, at: node, "At least one.") }
            if Set(parts.map(\.payee)).count < parts.count {
                reader.note(.repeated, at: node, "Each staff member once.")
            }
            return parts.sorted { $0.payee < $1.payee }
        }
    }

    private static func part(_ member: String, _ range: ClosedRange<Int64>) -> JSONForm<Part> {
        .object(known: ["staff", member]) { members, reader in
            let staff = reader.required(
                members["staff"], .integer(0...Int64(StaffNumber.max.value)))
            let value = reader.required(members[member], .integer(range))
            guard let staff, let value else { return nil }
            return Part(
                payee: StaffNumber(unchecked: UInt32(staff)), value: UInt64(value))
        }
    }
}

extension JSONNode {
    /// There, and not null.
    fileprivate var isStated: Bool {
        if case .null = value ?? .null { false } else { true }
    }
}
