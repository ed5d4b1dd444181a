import MeritAttribution
import MeritCore

@testable import MeritCommands

extension Ask {
    static let order = OrderKey(
        shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A1001"))

    /// Persons 1, 2 and 3, added by nobody in person; staff 1 and 2; one order that is judged, of
    /// `netBase` minor units, booked on 10 October 2026.
    static func withBooks(netBase: Int64 = 19_900) -> Ask {
        var ask = Ask()
        for name in ["Li", "Wang", "Zhao"] { ask(person(name)) }
        ask(department("south"))
        ask(staff(1, "south"))
        ask(staff(2, "south"))
        ask.stand(netBase: netBase)
        return ask
    }

    /// The order's net base is now this.
    mutating func stand(netBase: Int64) {
        let booked = Timestamp(milliseconds: 1_791_590_400_000)
        books.orders[Self.order] = OrderBook(
            decision: Sequence(9), judgedAt: booked, bookedAt: booked,
            netBase: MinorAmount(netBase), currency: .renminbi)
    }

    /// `payee: value` as `1:2 2:1`.
    static func parts(_ text: String) -> [AdjustmentProposed.Part] {
        text.split(separator: " ").map { word in
            let pair = word.split(separator: ":").compactMap { UInt64($0) }
            return .init(
                payee: StaffNumber(unchecked: UInt32(truncatingIfNeeded: pair[0])), value: pair[1])
        }
    }

    static func adjust(
        _ claim: AdjustmentProposed.Claim, by person: UInt32?, of order: OrderKey = Self.order,
        reason: String? = "申诉"
    ) -> FactPayload {
        .adjustmentProposed(
            AdjustmentProposed(
                order: order, claim: claim, actor: actor(person),
                personal: reason.map { Reason(reason: $0) }))
    }

    static func resolve(
        adjustment number: UInt32, _ resolution: Resolution = .approved, by person: UInt32?
    ) -> FactPayload {
        .adjustmentResolved(
            AdjustmentResolved(
                adjustment: AdjustmentNumber(number), resolution: resolution,
                actor: actor(person), personal: nil))
    }

    static func rerun(
        _ policy: String = "p", days: ClosedRange<Int> = 20_700...20_705, by person: UInt32?
    ) -> FactPayload {
        .rerunProposed(
            RerunProposed(
                policy: PolicyID(unchecked: policy),
                from: CivilDate(daysSince1970: days.lowerBound),
                to: CivilDate(daysSince1970: days.upperBound), actor: actor(person),
                personal: Reason(reason: "wrong window")))
    }

    static func resolve(
        rerun number: UInt32, _ resolution: Resolution = .approved, by person: UInt32?
    ) -> FactPayload {
        .rerunResolved(
            RerunResolved(
                rerun: RerunNumber(number), resolution: resolution, actor: actor(person)))
    }

    static func close(
        _ period: Period, waiving waives: CloseProposed.Waives = .nothing, by person: UInt32?
    ) -> FactPayload {
        .closeProposed(
            CloseProposed(
                period: period, waives: waives, actor: actor(person),
                personal: waives == .nothing ? nil : Reason(reason: "known")))
    }

    static func confirm(_ period: Period, by person: UInt32?) -> FactPayload {
        .closeConfirmed(CloseConfirmed(period: period, actor: actor(person)))
    }

    static func key(
        for holder: UInt32?, by issuer: UInt32?, _ change: APIKeyChanged.Change = .issued
    ) -> FactPayload {
        .apiKeyChanged(
            APIKeyChanged(
                key: "0a1b", change: change, person: holder.map { PersonNumber($0) },
                scopes: ["close"], actor: actor(issuer), personal: .init(name: "laptop")))
    }
}
