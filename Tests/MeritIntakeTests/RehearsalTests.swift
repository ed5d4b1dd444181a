import DoorFixture
import MeritCore
import MeritIntake
import MeritJournal
import Testing

/// Imported customers' facts: known after a restart, and rehearsed without a trace.
struct RehearsalTests {
    private static let handOver = """
        {"event_id":"h1","at":"2026-11-20T10:00:00+08:00","alias":{"unionid":"o6aaaabbbb"},\
        "from":1001,"to":1002,"state":"done"}
        """
    private static let contact = """
        {"event_id":"c1","at":"2026-11-20T10:00:00+08:00","alias":{"unionid":"o6aaaabbbb"},\
        "staff":1001,"change":"added"}
        """

    private func source(
        _ content: Intake.ImportSource.Content, file: Digest = .zero
    ) -> Intake.ImportSource {
        Intake.ImportSource(actor: .system, file: file, content: content)
    }

    private func line(_ number: UInt32, _ text: String) -> ImportLine {
        ImportLine(number: number, bytes: Array(text.utf8)[...])
    }

    @Test(arguments: [
        (Intake.ImportSource.Content.handOvers, RehearsalTests.handOver),
        (.contacts, RehearsalTests.contact),
    ])
    func `an id that is recorded and not applied is known after a restart`(
        content: Intake.ImportSource.Content, text: String
    ) async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        let first = try await door.intake.importLines([line(1, text)], from: source(content))
        #expect(first.map(\.name) == ["accepted"])
        let again = try door.reopened(options)
        try again.intake.load()
        for _ in 0..<2 {
            let known = try await again.intake.importLines([line(1, text)], from: source(content))
            #expect(known.map(\.name) == ["duplicate"])
            let dry = try await again.intake.rehearse([line(1, text)], from: source(content))
            #expect(dry.map(\.name) == ["duplicate"])
            try again.applyAll()
        }
        again.close()
    }

    @Test func `of racing imports of one id one is recorded`() async throws {
        let door = try await Door.make()
        let (source, one) = (source(.handOvers), line(1, Self.handOver))
        let outcomes = try await withThrowingTaskGroup(of: [LineOutcome].self) { group in
            for _ in 0..<40 {
                group.addTask { try await door.intake.importLines([one], from: source) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(outcomes.count { $0.name == "accepted" } == 1)
        #expect(outcomes.count { $0.name == "duplicate" } == 39)
        door.close()
    }

    @Test func `rehearsals of several files and people do not mix`() async throws {
        let door = try await Door.make()
        let head = door.head
        let files = (0..<9).map { Digest($0, 0, 0, 0) }
        for file in files {
            let outcomes = try await door.intake.rehearse(
                [line(1, Self.handOver), line(2, Self.handOver)],
                from: source(.handOvers, file: file))
            #expect(outcomes.map(\.name) == ["accepted", "duplicate"])
        }
        // Eight are remembered: the first one's later lines count as if nothing was taken.
        let last = try await door.intake.rehearse(
            [line(3, Self.handOver)], from: source(.handOvers, file: files[8]))
        #expect(last.map(\.name) == ["duplicate"])
        let forgotten = try await door.intake.rehearse(
            [line(3, Self.handOver)], from: source(.handOvers, file: files[0]))
        #expect(forgotten.map(\.name) == ["accepted"])
        #expect(door.head == head)
        door.close()
    }
}
