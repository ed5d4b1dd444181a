import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

@Suite struct CommandTests {
    // MARK: Shops, persons, keys, settings

    @Test func `a shop is added once`() {
        var ask = Ask()
        #expect(ask(Ask.shop("mall"))?.result == CommandResult())
        #expect(ask.directory.shops.map(\.value) == ["mall"])
        #expect(ask(Ask.shop("mall"))?.refusal?.code == .shopExists)
        #expect(ask(Ask.shop("outlet"))?.refusal == nil)
    }

    @Test func `persons are numbered in the order they are added, namesakes too`() {
        var ask = Ask()
        let numbers = ["Li", "Wang", "Li"].map { ask(Ask.person($0))?.result?.number }
        #expect(numbers == [1, 2, 3].map { .person(PersonNumber($0)) })
        #expect(ask.directory.persons.map(\.name) == ["Li", "Wang", "Li"])
    }

    @Test func `the last word about a key slot holds`() {
        var ask = Ask()
        for state in [KeySlotState.active, .verifying] {
            ask(
                .keyChanged(
                    KeyChanged(slot: KeySlot(unchecked: 3), state: state, actor: .system)))
        }
        #expect(ask.directory.keySlots == [KeySlot(unchecked: 3): .verifying])
    }

    @Test func `calendar and identity settings are fixed by the first that sets them`() {
        var ask = Ask()
        let calendar = FactPayload.calendarSet(CalendarSet(calendar: .utc, actor: .system))
        let identity = [3, 4].map {
            FactPayload.identitySet(
                IdentitySet(neverMerge: [.visitor], sharedAfter: $0, actor: .system))
        }
        #expect(ask(calendar)?.result != nil)
        #expect(ask(calendar)?.refusal?.code == .calendarFixed)
        #expect(ask(identity[0])?.result != nil)
        #expect(ask(identity[1])?.refusal?.code == .identityFixed)
        #expect(
            ask.directory.identity == IdentitySettings(neverMerge: [.visitor], sharedAfter: 3))
    }

    @Test func `a fact that asks for nothing has no outcome`() {
        var ask = Ask()
        #expect(ask(.erased) == nil)
        #expect(
            ask(.rejectionCounts(RejectionCounts(minute: Ask.noon, counts: []))) == nil)
    }

    // MARK: Links

    @Test func `links are numbered 1, 2, 3 in the order of their creation`() {
        var ask = Ask()
        let numbers = (1...3).map { ask(Ask.link("https://mall.example/\($0)"))?.result?.number }
        #expect(numbers == [1, 2, 3].map { .link(LinkNumber(unchecked: $0)) })
        #expect(ask.directory.link(LinkNumber(unchecked: 2))?.destination.hasSuffix("/2") == true)
        #expect(ask.directory.link(LinkNumber(unchecked: 2))?.validDays == 5)
        #expect(ask.directory.link(LinkNumber(unchecked: 4)) == nil)
    }

    @Test func `a refused command uses no number up`() {
        var ask = Ask()
        ask(Ask.link())
        ask(Ask.revoke(link: 9))
        #expect(ask(Ask.link())?.result?.number == .link(LinkNumber(unchecked: 2)))
    }

    @Test func `a link is revoked from the record on, and revoking again changes nothing`() {
        var ask = Ask()
        ask(Ask.link())
        let link = LinkNumber(unchecked: 1)
        #expect(ask(Ask.revoke(link: 1), at: Ask.days(1))?.changes.count == 1)
        #expect(ask(Ask.revoke(link: 1), at: Ask.days(2))?.changes.isEmpty == true)
        #expect(ask.directory.revokedAt(link) == Ask.days(1))
        #expect(ask(Ask.revoke(link: 2))?.refusal?.code == .unknownLink)
    }

    // MARK: Departments

    @Test func `a department's parent is known`() {
        var ask = Ask()
        #expect(
            ask(Ask.department("south", parent: "china"))?.refusal?.code == .unknownDepartment)
        ask(Ask.department("china"))
        #expect(ask(Ask.department("south", parent: "china"))?.refusal == nil)
    }

    @Test func `no department stands below itself`() {
        var ask = Ask()
        #expect(ask(Ask.department("a", parent: "a"))?.refusal?.code == .departmentCycle)
        ask(Ask.department("a"))
        ask(Ask.department("b", parent: "a"))
        ask(Ask.department("c", parent: "b"))
        #expect(ask(Ask.department("a", parent: "c"))?.refusal?.code == .departmentCycle)
        #expect(ask(Ask.department("a", parent: "b"))?.refusal?.code == .departmentCycle)
        #expect(ask(Ask.department("c", parent: "a"))?.refusal == nil)
    }

    @Test func `departments may change places where they never stand above each other at once`() {
        var ask = Ask()
        ask(Ask.department("a"))
        ask(Ask.department("b", parent: "a"))
        #expect(ask(Ask.department("b", from: Ask.days(5)))?.refusal == nil)
        // From day 5 on b stands alone, so a may stand below it from then on, not earlier.
        #expect(
            ask(Ask.department("a", parent: "b", from: Ask.days(4)))?.refusal?.code
                == .departmentCycle)
        #expect(ask(Ask.department("a", parent: "b", from: Ask.days(5)))?.refusal == nil)
        // And a later row may not bring the circle back.
        #expect(
            ask(Ask.department("b", parent: "a", from: Ask.days(9)))?.refusal?.code
                == .departmentCycle)
    }

    @Test func `two departments that are one store at one time are worth a warning`() {
        var ask = Ask()
        ask(Ask.department("south", store: "S1"))
        let both = ask(Ask.department("north", store: "S1", from: Ask.days(1)))
        #expect(both?.result?.warnings.map(\.code) == [.storeShared])
        #expect(ask(Ask.department("west", store: "S2"))?.result?.warnings.isEmpty == true)
        ask(Ask.department("south", from: Ask.days(-1)))
        // The row of the beginning still makes `south` the store, but only before it.
        ask(Ask.department("east"))
        let later = ask(Ask.department("east", store: "S1", from: Ask.days(-1)))
        #expect(later?.result?.warnings.count == 1)
        #expect(later?.result?.warnings[0].message.contains("north") == true)
    }

    // MARK: Staff

    private static func withDepartments() -> Ask {
        var ask = Ask()
        ask(Ask.department("south"))
        ask(Ask.department("north"))
        return ask
    }

    @Test func `a staff member's department is known`() {
        var ask = Self.withDepartments()
        #expect(ask(Ask.staff(1001, "west"))?.refusal?.code == .unknownDepartment)
        #expect(ask(Ask.staff(1001, "south"))?.result == CommandResult())
        let row = ask.directory.rows(of: StaffNumber(unchecked: 1001)).first
        #expect(row?.name == "Li" && row?.userID == "u1001")
        #expect(row?.recorded == Sequence(4) && row?.recordedAt == Ask.noon)
    }

    @Test func `employment ends no earlier than it begins`() {
        var ask = Self.withDepartments()
        let reversed = Ask.staff(1001, "south", employed: (Ask.days(1), Ask.noon))
        #expect(ask(reversed)?.refusal?.code == .employmentReversed)
        #expect(ask(Ask.staff(1001, "south", employed: (Ask.noon, Ask.noon)))?.refusal == nil)
        #expect(ask(Ask.staff(1001, "south", employed: (nil, Ask.noon)))?.refusal == nil)
    }

    @Test func `a department has at most one house account at any time`() {
        var ask = Self.withDepartments()
        #expect(ask(Ask.staff(9001, "south", .houseAccount))?.refusal == nil)
        #expect(ask(Ask.staff(9002, "south", .houseAccount))?.refusal?.code == .houseExists)
        // The same account again, one of another department, and an ordinary guide are fine.
        #expect(ask(Ask.staff(9001, "south", .houseAccount))?.refusal == nil)
        #expect(ask(Ask.staff(9002, "north", .houseAccount))?.refusal == nil)
        #expect(ask(Ask.staff(1001, "south"))?.refusal == nil)
    }

    @Test func `a house account may follow another, to the instant`() {
        var ask = Self.withDepartments()
        ask(Ask.staff(9001, "south", .houseAccount))
        ask(Ask.staff(9001, "north", .houseAccount, from: Ask.days(5)))
        ask(Ask.staff(9002, "south"))
        #expect(
            ask(Ask.staff(9002, "south", .houseAccount, from: Ask.days(4)))?.refusal?.code
                == .houseExists)
        #expect(
            ask(Ask.staff(9002, "south", .houseAccount, from: Ask.days(5)))?.refusal == nil)
        // To come back it would have to find its place free.
        #expect(
            ask(Ask.staff(9001, "south", .houseAccount, from: Ask.days(9)))?.refusal?.code
                == .houseExists)
    }

    @Test func `a circle of successors is accepted with a warning`() {
        var ask = Self.withDepartments()
        #expect(ask(Ask.staff(1, "south", successor: 2))?.result?.warnings.isEmpty == true)
        #expect(ask(Ask.staff(2, "south", successor: 3))?.result?.warnings.isEmpty == true)
        let closing = ask(Ask.staff(3, "south", successor: 1))
        #expect(closing?.result?.warnings.map(\.code) == [.successorCycle])
        #expect(closing?.result?.warnings[0].message.contains("3 → 1 → 2 → 3") == true)
        #expect(ask(Ask.staff(4, "south", successor: 4))?.result?.warnings.count == 1)
        // Leading into a circle is not one's own.
        #expect(ask(Ask.staff(5, "south", successor: 1))?.result?.warnings.isEmpty == true)
    }

    @Test func `a staff member is revoked and restored from the records on`() {
        var ask = Self.withDepartments()
        let staff = StaffNumber(unchecked: 1001)
        func change(_ change: StaffRevocation.Change) -> FactPayload {
            .staffRevocation(StaffRevocation(staff: staff, change: change, actor: .system))
        }
        #expect(ask(change(.revoked))?.refusal?.code == .unknownStaff)
        ask(Ask.staff(1001, "south"))
        ask(change(.revoked), at: Ask.days(1))
        ask(change(.restored), at: Ask.days(3))
        let revoked = (0...4).map { ask.directory.isRevoked(staff: staff, at: Ask.days($0)) }
        #expect(revoked == [false, true, true, false, false])
    }

    // MARK: Policies

    @Test func `a policy is published once, under its id`() {
        var ask = Ask()
        #expect(ask(Ask.policy("p1", from: .distantPast))?.result == CommandResult())
        #expect(ask(Ask.policy("p1", from: Ask.days(1)))?.refusal?.code == .policyExists)
        #expect(ask.directory.policies.inForce(createdAt: Ask.noon)?.id.value == "p1")
        #expect(ask.directory.policies.rows.map(\.recorded) == [Sequence(1)])
    }

    @Test func `no policy reaches back to an order that is judged`() {
        var ask = Ask()
        ask.books.latestJudgedAt = Ask.noon
        #expect(ask(Ask.policy("p1", from: Ask.days(-1)))?.refusal?.code == .policyBackdated)
        #expect(ask(Ask.policy("p1", from: Ask.noon))?.refusal?.code == .policyBackdated)
        let next = Ask.noon.advanced(by: Milliseconds(1))
        #expect(ask(Ask.policy("p1", from: next))?.refusal == nil)
    }

    @Test func `an invalid policy is refused with every fault`() {
        var ask = Ask()
        let document = Policy.starterV1.document.replacing("goods", with: "gross")
            .replacing("last_touch", with: "newest")
        let fact = FactPayload.policyPublished(PolicyPublished(document: document, actor: .system))
        let refusal = ask(fact)?.refusal
        #expect(refusal?.code == .policyInvalid)
        #expect(
            refusal?.details.map { $0.prefix { $0 != ":" } } == ["/credit_base", "/rules/1/model"])
        let text = FactPayload.policyPublished(PolicyPublished(document: "{", actor: .system))
        #expect(ask(text)?.refusal?.details.count == 1)
        #expect(ask.directory.policies.rows.isEmpty)
    }

    // MARK: All of it

    @Test func `rows make the same directory whenever they are read back`() {
        var ask = Ask()
        var rows: [DirectoryChange] = []
        let facts = [
            Ask.department("south", store: "S1"), Ask.staff(1, "south", successor: 2),
            Ask.staff(9, "south", .houseAccount), Ask.staff(8, "south", .houseAccount), Ask.link(),
            Ask.link(), Ask.revoke(link: 2), Ask.person("Li"), Ask.shop("mall"),
            Ask.policy("p", from: .distantPast), Ask.staff(1, "south", from: Ask.days(3)),
        ]
        for fact in facts { rows += ask(fact)?.changes ?? [] }
        #expect(rows.count == facts.count - 1)
        #expect(Directory(rows) == ask.directory)
    }
}
