import DoorFixture
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJournal
import MeritStore
import MeritToken
import Testing

struct IntakeTests {
    private func event(
        _ id: String, amount: Int = 100, order: String = "A1"
    ) -> String {
        """
        {"type":"order.paid","shop":"mall","order_id":"\(order)","version":1,"currency":"CNY",\
        "occurred_at":"2026-11-21T09:00:00+08:00","created_at":"2026-11-21T09:00:00+08:00",\
        "event_id":"\(id)","lines":[{"line_id":"1","amount":\(amount)}]}
        """
    }

    private func item(_ door: Door, _ text: String) async throws -> IntakeItem {
        let provenance = ImportProvenance(actor: .system, file: .zero, line: 1)
        let reading = try await door.intake.readOrder(
            Array(text.utf8)[...], from: .importLine(Door.mall, provenance))
        guard case .event(let event) = reading else {
            Issue.record("\(reading)")
            throw CancellationError()
        }
        return IntakeItem(event, weight: text.utf8.count)
    }

    private func orderEvents(_ door: Door) throws -> [OrderEvent] {
        try door.facts().compactMap { if case .orderEvent(let event) = $0 { event } else { nil } }
    }

    @Test func `of a hundred racing requests with one id exactly one is recorded`() async throws {
        let door = try await Door.make()
        let item = try await item(door, event("e1"))
        let admissions = await withTaskGroup(of: Admission?.self) { group in
            for _ in 0..<100 { group.addTask { await door.intake.record([item]).first } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let accepted = admissions.filter { if case .accepted? = $0 { true } else { false } }
        let repeats = admissions.filter { if case .duplicate? = $0 { true } else { false } }
        #expect(accepted.count == 1)
        #expect(repeats.count == 99)
        #expect(try orderEvents(door).count == 1)
        door.close()
    }

    @Test func `of racing contents under one id one counts and the other conflicts`() async throws {
        let door = try await Door.make()
        let items = [
            try await item(door, event("e1")), try await item(door, event("e1", amount: 5)),
        ]
        let admissions = await withTaskGroup(of: Admission?.self) { group in
            for turn in 0..<40 {
                group.addTask { await door.intake.record([items[turn % 2]]).first }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let conflicts = admissions.filter { if case .conflict? = $0 { true } else { false } }
        #expect(conflicts.count == 20)
        #expect(try orderEvents(door).count == 1)
        door.close()
    }

    @Test func `batches that share ids the other way round do not wait for each other`()
        async throws
    {
        let door = try await Door.make()
        let first = try await item(door, event("a"))
        let second = try await item(door, event("b"))
        await withTaskGroup(of: Int.self) { group in
            for turn in 0..<50 {
                let items = turn % 2 == 0 ? [first, second] : [second, first]
                group.addTask { await door.intake.record(items).count }
            }
            for await count in group { #expect(count == 2) }
        }
        #expect(try orderEvents(door).count == 2)
        door.close()
    }

    @Test func `an id twice in one batch is recorded once`() async throws {
        let door = try await Door.make()
        let item = try await item(door, event("e1"))
        let admissions = await door.intake.record([item, item])
        guard case .accepted = admissions[0], case .duplicate = admissions[1] else {
            Issue.record("\(admissions)")
            return
        }
        door.close()
    }

    @Test func `after a restart an id that is not applied is still used`() async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        _ = await door.intake.record([try await item(door, event("e1"))])
        let again = try door.reopened(options)
        #expect(again.intake.readiness == .loading)
        guard
            case .refused(.loading)? = await again.intake.record(
                [try await item(again, event("e1"))]).first
        else {
            Issue.record("a door that has not loaded must not record")
            return
        }
        try again.intake.load()
        guard
            case .duplicate? = await again.intake.record(
                [try await item(again, event("e1"))]).first
        else {
            Issue.record("the id was used before the restart")
            return
        }
        guard
            case .conflict? = await again.intake.record(
                [try await item(again, event("e1", amount: 7))]).first
        else {
            Issue.record("another content conflicts, also before it is applied")
            return
        }
        try again.applyAll()
        guard
            case .duplicate? = await again.intake.record(
                [try await item(again, event("e1"))]).first
        else {
            Issue.record("the id is used after applying too")
            return
        }
        again.close()
    }

    @Test func `a refused id may be used again`() async throws {
        var options = Door.Options()
        options.inboundSpaceMark = .max
        let door = try await Door.make(options)
        try door.intake.load()
        let item = try await item(door, event("e1"))
        guard case .refused(.journal(.spaceLow))? = await door.intake.record([item]).first else {
            Issue.record("no space: nothing is recorded")
            return
        }
        let roomy = try door.reopened()
        try roomy.intake.load()
        guard case .accepted? = await roomy.intake.record([item]).first else {
            Issue.record("an id is used up by acceptance only")
            return
        }
        roomy.close()
    }

    @Test func `the same bad body is kept once and its body comes back`() async throws {
        let door = try await Door.make()
        let body = Array("{bad".utf8)
        let input = BadInput(
            source: .orderWebhook, shop: Door.mall, event: EventID("e1"), code: .bodyInvalid,
            body: body)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await door.intake.keep(input) } }
            try await group.waitForAll()
        }
        await door.stopApplying()
        try door.applyAll()
        try await door.intake.keep(input)
        let rows = try door.store.badRecords(after: .zero, limit: 10, .open)
        #expect(rows.count == 1)
        let id = try #require(rows.first?.vaultID)
        #expect(try door.vault.body(id) == body)
        let raw = try #require(
            try door.facts().first { if case .badRecord = $0 { true } else { false } })
        #expect(!"\(raw)".contains("{bad"))
        door.close()
    }

    @Test func `a body has one digest, also after its token's key is retired`() async throws {
        let door = try await Door.make()
        let ring = door.keys.view.ring
        let token = try ring.sign(
            staff: StaffNumber(unchecked: 5), link: LinkNumber(unchecked: 1),
            issued: IssueDay(2_500),
            today: IssueDay(2_500))
        let text = event("e1").dropLast() + ",\"attribution\":{\"token\":\"\(token.text)\"}}"
        let first = try await item(door, String(text))
        guard case .accepted? = await door.intake.record([first]).first else {
            Issue.record("first")
            return
        }
        try door.keys.update { file throws(Never) in
            guard let rotated = try? ring.rotated(to: [UInt8](repeating: 9, count: 32)),
                let retired = try? rotated.retired(KeySlot(unchecked: 0))
            else { return file }
            return file.with(signingKeys: retired.keys)
        }
        guard
            case .duplicate? = await door.intake.record([try await item(door, String(text))]).first
        else {
            Issue.record("the same body is a repeat for ever")
            return
        }
        door.close()
    }
}
