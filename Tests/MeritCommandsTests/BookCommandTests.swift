import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

/// Splits, and what holds for every command.
@Suite struct BookCommandTests {
    private static let union = Alias(kind: .unionid, high: 1, low: 2)
    private static let phone = Alias(kind: .phone, high: 3, low: 4)

    private static func split(_ personal: IdentitySplit.Personal?) -> FactPayload {
        .identitySplit(IdentitySplit(actor: Ask.actor(1), personal: personal))
    }

    @Test func `what is bound is split, once`() {
        var ask = Ask()
        ask.books.bindings = [[Self.union, Self.phone]]
        let told = Self.split(.init(left: Self.phone, right: Self.union, reason: "two people"))
        #expect(
            ask(told)?.changes == [
                .split(SplitRow(recorded: Sequence(1), left: Self.phone, right: Self.union))
            ])
        let again = ask(told)?.refusal
        #expect(again?.code == .notBound)
        #expect(again?.message.contains("phone") == true)
    }

    @Test func `a split whose aliases were erased splits nothing`() {
        var ask = Ask()
        let outcome = ask(Self.split(nil))
        #expect(outcome?.result == CommandResult() && outcome?.changes.isEmpty == true)
    }

    @Test func `facts that tell what happened ask for nothing`() {
        var ask = Ask()
        let staff = StaffNumber(unchecked: 1)
        let event = EventID(unchecked: "e")
        #expect(
            ask(
                .contactChanged(
                    ContactChanged(
                        event: event, id: [], at: Ask.noon, staff: staff, change: .added,
                        provenance: nil, personal: nil))) == nil)
        #expect(
            ask(
                .handOver(
                    HandOver(
                        event: event, at: Ask.noon, from: staff, to: staff, state: .done,
                        provenance: nil, personal: nil))) == nil)
        #expect(
            ask(
                .periodSealed(
                    PeriodSealed(
                        period: .first, closing: Sequence(1),
                        head: .init(number: 0, hash: .zero), totals: [], files: []))) == nil)
    }

    // MARK: The books are asked only where they matter

    private func decide(_ fact: FactPayload, in directory: Directory) throws -> CommandOutcome? {
        try outcome(
            of: fact, at: Ask.noon, sequence: Sequence(99), in: directory,
            lookup: UnreadableBooks())
    }

    @Test func `what only the directory decides needs no books`() throws {
        let directory = Ask.withBooks().directory
        for fact in [
            Ask.shop("x"), Ask.person("y"), Ask.department("z"), Ask.staff(1, "south"),
            Ask.link(), Ask.key(for: 2, by: 1),
        ] {
            #expect(try decide(fact, in: directory)?.result != nil)
        }
    }

    @Test func `books that cannot be read refuse nothing and accept nothing`() {
        var ask = Ask.withBooks()
        ask(.calendarSet(CalendarSet(calendar: .utc, actor: .system)))
        ask(Ask.policy("p", from: .distantPast))
        let october = Period(index: 2026 * 12 + 9)
        let later = CalendarSet(calendar: .utc, from: october.next.next, actor: .system)
        let personal = IdentitySplit.Personal(left: Self.union, right: Self.phone, reason: "")
        let facts = [
            Ask.policy("q", from: Ask.noon), .calendarSet(later), Self.split(personal),
            Ask.adjust(.weights(Ask.parts("1:1")), by: 1), Ask.resolve(adjustment: 1, by: 1),
            Ask.rerun(by: 1), Ask.resolve(rerun: 1, by: 1), Ask.close(october, by: 1),
            Ask.confirm(october, by: 1),
        ]
        for fact in facts {
            #expect(throws: UnreadableBooks.Unreadable.self) {
                try decide(fact, in: ask.directory)
            }
        }
    }
}
