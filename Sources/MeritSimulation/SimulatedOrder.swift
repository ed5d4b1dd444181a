package import MeritCore

/// One order as its books stand and as the draft would have it.
package struct SimulatedOrder: Hashable, Sendable {
    /// In the order the journal first named them.
    let number: Int64
    package let order: OrderKey
    package let currency: Currency
    package let before: Side
    package let after: Side
    /// What became of the candidate that is credited now, under the draft; nil where it is credited
    /// still or nobody is.
    package let lost: Loss?

    /// The same, with a word on who loses it.
    func losing(_ loss: Loss?) -> SimulatedOrder {
        SimulatedOrder(
            number: number, order: order, currency: currency, before: before, after: after,
            lost: loss)
    }

    /// How an order is credited.
    package struct Side: Hashable, Sendable {
        /// The rule that yielded somebody; nil: none, or people decided.
        package let rule: String?
        /// By payee, then department; without amounts of 0.
        package let amounts: [Amount]

        package var total: Int128 { amounts.reduce(0) { $0 + Int128($1.amount.value) } }
    }

    package struct Amount: Hashable, Sendable {
        package let staff: StaffNumber
        package let department: DepartmentCode?
        package let amount: MinorAmount
    }

    package struct Loss: Hashable, Sendable {
        package let staff: StaffNumber
        /// Nil: nothing speaks for the person under the draft.
        package let reason: RejectReason?
    }

    /// Half of what is credited otherwise, in minor units: what changes hands.
    package var moved: Int128 {
        var differences: [Payee: Int128] = [:]
        for amount in before.amounts {
            differences[Payee(amount), default: 0] -= Int128(amount.amount.value)
        }
        for amount in after.amounts {
            differences[Payee(amount), default: 0] += Int128(amount.amount.value)
        }
        let gained = differences.values.filter { $0 > 0 }.reduce(0, +)
        let lost = differences.values.filter { $0 < 0 }.reduce(0, -)
        return max(gained, lost)
    }
}

/// Who is credited, for what department: what gain and loss are told by.
struct Payee: Hashable, Sendable {
    let staff: StaffNumber
    let department: DepartmentCode?

    init(_ amount: SimulatedOrder.Amount) {
        staff = amount.staff
        department = amount.department
    }
}
