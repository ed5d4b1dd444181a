import DoorFixture
import MeritCore
import MeritIntake
import MeritJournal
import MeritStore
import MeritToken
import Testing

/// What the door finds of the click id that an order names.
struct ClickEvidenceTests {
    private let claim = TokenClaim(
        slot: KeySlot(unchecked: 0), staff: StaffNumber(unchecked: 1001),
        link: LinkNumber(unchecked: 7), issued: IssueDay(2_500))

    /// Records a click on `claim` and gives its id.
    private func click(_ door: Door) async throws -> ClickID {
        let fact = LinkClick(token: claim, verdict: .human, rejection: nil, personal: nil)
        let sequence = try await door.recorder.record(fact, class: .inbound)
        return door.keys.view.clickKey.clickID(
            node: .first, sequence: sequence, run: door.journal.run, claim: claim)
    }

    private func token(_ door: Door, _ staff: UInt32 = 1001) throws -> String {
        try door.keys.view.ring.sign(
            staff: StaffNumber(unchecked: staff), link: claim.link, issued: claim.issued,
            today: claim.issued
        ).text
    }

    private func read(_ door: Door, _ attribution: String) async throws -> OrderEvent {
        let text = """
            {"type":"order.paid","shop":"mall","order_id":"A1","version":1,"currency":"CNY",\
            "occurred_at":"2026-11-21T09:00:00+08:00","created_at":"2026-11-21T09:00:00+08:00",\
            "attribution":{\(attribution)}}
            """
        let reading = try await door.intake.readOrder(
            Array(text.utf8)[...], from: .webhook(EventID(unchecked: "e1"), Door.mall))
        guard case .event(let event) = reading else {
            Issue.record("\(reading)")
            throw CancellationError()
        }
        return event
    }

    private func found(_ door: Door, _ attribution: String) async throws -> ClickEvidence? {
        try await read(door, attribution).clickID.value
    }

    @Test func `a click id beside its token is verified without the store`() async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        let id = try await click(door)
        let both = #""token":"\#(try token(door))","click_id":"\#(id.text)""#
        let event = try await read(door, both)
        #expect(event.clickID.value == .verified(Alias(click: id.sequence, of: .first)))
        #expect(event.token.value == .verified(claim, rejection: nil))
        door.close()
    }

    @Test func `a click id beside another token is a mismatch`() async throws {
        let door = try await Door.make()
        let id = try await click(door)
        let other = #""token":"\#(try token(door, 1002))","click_id":"\#(id.text)""#
        #expect(try await found(door, other) == .mismatch)
        let forged = #""token":"000000000000000000000000000000","click_id":"\#(id.text)""#
        let event = try await read(door, forged)
        #expect(event.clickID.value == .mismatch)
        #expect(event.token.value == .rejected(.unsupportedVersion))
        door.close()
    }

    @Test func `without a token the door waits until the click is applied`() async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        let id = try await click(door)
        async let waiting = found(door, #""click_id":"\#(id.text)""#)
        door.startApplying()
        #expect(try await waiting == .verified(Alias(click: id.sequence, of: .first)))
        door.close()
    }

    @Test func `a click that is not applied in time is told to come again`() async throws {
        var options = Door.Options()
        options.applying = .held
        options.patience = .none
        let door = try await Door.make(options)
        let id = try await click(door)
        await #expect(throws: IntakeRefusal.self) {
            _ = try await found(door, #""click_id":"\#(id.text)""#)
        }
        door.close()
    }

    @Test func `what is no recorded click is unknown, and never waited for`() async throws {
        var options = Door.Options()
        options.patience = .none
        let door = try await Door.make(options)
        let id = try await click(door)
        try await door.store.waitUntilApplied(id.sequence)
        let key = door.keys.view.clickKey
        let future = key.clickID(
            node: .first, sequence: Sequence(1 << 40), run: door.journal.run, claim: claim)
        let foreign = key.clickID(
            node: NodeNumber(unchecked: 5), sequence: id.sequence, run: door.journal.run,
            claim: claim)
        // The first facts of the directory are no clicks.
        let command = key.clickID(
            node: .first, sequence: Sequence(2), run: door.journal.run, claim: claim)
        for text in [future.text, foreign.text, command.text, "noise", ""] {
            #expect(try await found(door, #""click_id":"\#(text)""#) == .unknown, "\(text)")
        }
        door.close()
    }

    @Test func `a click id with a changed tag is a mismatch`() async throws {
        let door = try await Door.make()
        let id = try await click(door)
        let last = id.text.last == "0" ? "1" : "0"
        let text = id.text.dropLast() + last
        #expect(try await found(door, #""click_id":"\#(text)""#) == .mismatch)
        door.close()
    }

    @Test func `an id of a former run whose record was lost is unknown`() async throws {
        let door = try await Door.make()
        let next = Sequence(door.journal.durable.sequence.value + 1)
        // Given out, but its record never became durable.
        let lost = door.keys.view.clickKey.clickID(
            node: .first, sequence: next, run: door.journal.run, claim: claim)
        let again = try door.reopened()
        try again.intake.load()
        let taken = try await click(again)
        #expect(taken.sequence == next)
        let both = #""token":"\#(try token(again))","click_id":"\#(lost.text)""#
        #expect(try await found(again, both) == .unknown)
        #expect(
            try await found(again, #""token":"\#(try token(again))","click_id":"\#(taken.text)""#)
                == .verified(Alias(click: next, of: .first)))
        again.close()
    }

    @Test func `the same body is a repeat also once its click is known`() async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        let next = Sequence(door.journal.durable.sequence.value + 1)
        let id = door.keys.view.clickKey.clickID(
            node: .first, sequence: next, run: door.journal.run, claim: claim)
        let attribution = #""token":"\#(try token(door))","click_id":"\#(id.text)""#
        options.patience = .none
        let early = try door.reopened(options)
        try early.intake.load()
        let before = try await read(early, attribution)
        #expect(before.clickID.value == .unknown)
        let unrelated = try await click(early)
        #expect(unrelated.sequence == next)
        let after = try await read(early, attribution)
        #expect(before.contentDigest == after.contentDigest)
        let other = try await read(
            early, #""token":"\#(try token(early))","click_id":"\#(unrelated.text)""#)
        #expect(other.contentDigest != after.contentDigest)
        early.close()
    }
}
