import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

/// Appeals and corrections: proposed by one person, approved by another.
@Suite struct AdjustmentTests {
    private static let half = AdjustmentProposed.Claim.weights(Ask.parts("1:1 2:1"))

    @Test func `one proposes, another approves`() {
        var ask = Ask.withBooks()
        let proposed = ask(Ask.adjust(Self.half, by: 1))
        #expect(proposed?.result?.number == .adjustment(AdjustmentNumber(1)))
        let row = ask.books.adjustments[AdjustmentNumber(1)]
        #expect(row?.state == .open && row?.resolved == nil && row?.resolver == nil)
        #expect(row?.proposer == PersonNumber(1) && row?.reason == "申诉")
        #expect(row?.claim == Self.half && row?.order == Ask.order)
        #expect(ask(Ask.resolve(adjustment: 1, by: 2), at: Ask.days(1))?.changes.count == 1)
        let resolved = ask.books.adjustments[AdjustmentNumber(1)]
        #expect(resolved?.state == .approved && resolved?.resolver == PersonNumber(2))
        #expect(resolved?.resolvedAt == Ask.days(1) && resolved?.resolved == Sequence(8))
        #expect(resolved?.recordedAt == Ask.noon && resolved?.recorded == Sequence(7))
    }

    @Test func `adjustments are numbered in the order they are accepted`() {
        var ask = Ask.withBooks()
        ask(Ask.adjust(Self.half, by: 1))
        #expect(ask(Ask.adjust(Self.half, by: 1))?.refusal?.code == .adjustmentOpen)
        #expect(ask(Ask.adjust(Self.half, by: 2))?.refusal?.code == .adjustmentOpen)
        ask(Ask.resolve(adjustment: 1, .declined, by: 3))
        #expect(
            ask(Ask.adjust(Self.half, by: 1))?.result?.number == .adjustment(AdjustmentNumber(2)))
        // An adjusted order may be adjusted again.
        ask(Ask.resolve(adjustment: 2, by: 2))
        #expect(ask(Ask.adjust(Self.half, by: 1))?.refusal == nil)
    }

    @Test func `of two approvals at once the second is refused`() {
        var ask = Ask.withBooks()
        ask(Ask.adjust(Self.half, by: 1))
        #expect(ask(Ask.resolve(adjustment: 1, by: 2))?.refusal == nil)
        let second = ask(Ask.resolve(adjustment: 1, by: 3))?.refusal
        #expect(second?.code == .adjustmentClosed)
        #expect(second?.message.contains("approved already") == true)
        #expect(
            ask(Ask.resolve(adjustment: 1, .declined, by: 3))?.refusal?.code == .adjustmentClosed)
        #expect(ask.books.adjustments[AdjustmentNumber(1)]?.resolver == PersonNumber(2))
    }

    @Test func `nobody approves what they proposed, but they may withdraw it`() {
        var ask = Ask.withBooks()
        ask(Ask.adjust(Self.half, by: 1))
        #expect(ask(Ask.resolve(adjustment: 1, by: 1))?.refusal?.code == .samePerson)
        #expect(ask.books.adjustments[AdjustmentNumber(1)]?.state == .open)
        #expect(ask(Ask.resolve(adjustment: 1, .declined, by: 1))?.refusal == nil)
        #expect(ask.books.adjustments[AdjustmentNumber(1)]?.state == .declined)
        #expect(ask(Ask.resolve(adjustment: 1, by: 2))?.refusal?.code == .adjustmentClosed)
    }

    @Test func `who made the other this month cannot approve, next month they can`() {
        var ask = Ask.withBooks()
        ask(Ask.person("Chen", by: 1))
        ask(Ask.adjust(Self.half, by: 4))
        let related = ask(Ask.resolve(adjustment: 1, by: 1))?.refusal
        #expect(related?.code == .personRelated)
        #expect(related?.message.contains("Person 1 added person 4") == true)
        // The month of the approval counts: on 1 December the November deed is past.
        #expect(ask(Ask.resolve(adjustment: 1, by: 1), at: Ask.days(10))?.refusal == nil)
    }

    @Test func `only persons adjust`() {
        var ask = Ask.withBooks()
        // A key that is nobody's, and one of somebody who was never added.
        for person: UInt32? in [nil, 77] {
            #expect(ask(Ask.adjust(Self.half, by: person))?.refusal?.code == .personRequired)
        }
        ask(Ask.adjust(Self.half, by: 1))
        for resolution in Resolution.allCases {
            let nobody = ask(Ask.resolve(adjustment: 1, resolution, by: nil))
            #expect(nobody?.refusal?.code == .personRequired)
        }
    }

    @Test func `only what is judged is adjusted`() {
        var ask = Ask.withBooks()
        let other = OrderKey(shop: Ask.order.shop, order: OrderID(unchecked: "B"))
        #expect(ask(Ask.adjust(Self.half, by: 1, of: other))?.refusal?.code == .orderNotJudged)
        #expect(ask(Ask.resolve(adjustment: 1, by: 2))?.refusal?.code == .unknownAdjustment)
    }

    @Test func `everybody who is to be credited is known`() {
        var ask = Ask.withBooks()
        let refusal = ask(Ask.adjust(.weights(Ask.parts("0:1 1:1 8:1 9:0")), by: 1))?.refusal
        #expect(refusal?.code == .unknownStaff)
        #expect(
            refusal?.details == ["There is no staff member 8.", "There is no staff member 9."])
        #expect(ask(Ask.adjust(.weights(Ask.parts("0:1")), by: 1))?.refusal == nil)
    }

    @Test(arguments: [
        AdjustmentProposed.Claim.weights(Ask.parts("0:0 1:0")), .amounts(Ask.parts("1:0")),
    ])
    func `an adjustment that credits nobody is refused`(claim: AdjustmentProposed.Claim) {
        var ask = Ask.withBooks(netBase: 0)
        #expect(ask(Ask.adjust(claim, by: 1))?.refusal?.code == .adjustmentEmpty)
    }

    @Test(
        "amounts sum to what the order has now",
        arguments: [
            ("1:19900", nil), ("1:10000 2:9900", nil), ("0:19900 1:0", nil),
            ("1:19901", .adjustmentStale), ("1:19899", .adjustmentStale),
            ("1:9223372036854775807 2:9223372036854775807", .adjustmentStale),
        ] as [(String, CommandRefusal.Code?)])
    func amounts(parts: String, code: CommandRefusal.Code?) {
        var ask = Ask.withBooks()
        #expect(ask(Ask.adjust(.amounts(Ask.parts(parts)), by: 1))?.refusal?.code == code)
    }

    @Test func `a refund between proposal and approval makes amounts stale, not weights`() {
        var ask = Ask.withBooks()
        ask(Ask.adjust(.amounts(Ask.parts("1:19900")), by: 1))
        ask.stand(netBase: 9_900)
        let stale = ask(Ask.resolve(adjustment: 1, by: 2))?.refusal
        #expect(stale?.code == .adjustmentStale)
        #expect(stale?.message.contains("9900") == true)
        #expect(ask.books.adjustments[AdjustmentNumber(1)]?.state == .open)
        ask(Ask.resolve(adjustment: 1, .declined, by: 2))
        ask(Ask.adjust(Self.half, by: 1))
        ask.stand(netBase: 1)
        #expect(ask(Ask.resolve(adjustment: 2, by: 2))?.refusal == nil)
    }

    @Test func `numbers that are used up are not given again`() {
        var ask = Ask.withBooks()
        let last = AdjustmentRow(
            number: AdjustmentNumber(.max), recorded: Sequence(7), recordedAt: Ask.noon,
            order: Ask.order, claim: Self.half, proposer: PersonNumber(1), reason: nil,
            state: .declined)
        ask.books.apply(.adjustment(last))
        #expect(ask(Ask.adjust(Self.half, by: 1))?.refusal?.code == .numbersExhausted)
    }

    @Test func `a reason that was erased changes no outcome`() {
        var ask = Ask.withBooks()
        let outcome = ask(Ask.adjust(Self.half, by: 1, reason: nil))
        #expect(outcome?.result?.number == .adjustment(AdjustmentNumber(1)))
        #expect(ask.books.adjustments[AdjustmentNumber(1)]?.reason == nil)
    }
}
