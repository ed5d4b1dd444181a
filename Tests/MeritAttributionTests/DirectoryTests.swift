import MeritCore
import SeededRandom
import Testing

@testable import MeritAttribution

private let south = DepartmentCode(unchecked: "south")
private let china = DepartmentCode(unchecked: "china")
private let guide = StaffNumber(unchecked: 1001)
private let house = StaffNumber(unchecked: 9001)
private let paid = Scenario.paidAt

@Suite struct DirectoryTests {
    /// Rows as `department @ day it begins, "-" for none`, in the order they were recorded on days
    /// 1, 2, 3 …; then what holds on days 0, 5, 10 and 20 relative to the payment.
    @Test(
        "the row that holds is the one that began last",
        arguments: [
            ("a@-", "a a a a"),
            ("a@10", "a a a a"),
            ("a@- b@10", "a a b b"),
            ("a@- b@-5", "b b b b"),
            ("a@- b@-", "a b b b"),
            ("a@- b@10 c@7", "a a b b"),
            ("a@- b@10 c@10", "a a c c"),
            ("b@10 a@1", "a a b b"),
            ("a@1 b@10", "a a b b"),
            ("c@15 b@10 a@1", "a a b c"),
            ("a@5 b@5", "b b b b"),
        ])
    func rows(told: String, expected: String) throws {
        var directory = Directory()
        for (index, word) in told.split(separator: " ").enumerated() {
            let parts = word.split(separator: "@")
            let from = Int64(parts[1]).map { paid.advanced(by: .days($0)) }
            directory.apply(
                TestDirectory.staff(
                    1001, String(parts[0]), from: from,
                    recordedAt: paid.advanced(by: .days(Int64(index) + 1))))
        }
        let held = [0, 5, 10, 20].map { day in
            directory.department(of: guide, at: paid.advanced(by: .days(day)))?.value ?? "none"
        }
        #expect(held.joined(separator: " ") == expected)
    }

    @Test func `a row begins exactly at its instant`() {
        let directory = Directory([
            TestDirectory.staff(1001, "a"), TestDirectory.staff(1001, "b", from: paid),
        ])
        let before = paid.advanced(by: Milliseconds(-1))
        #expect(directory.department(of: guide, at: before)?.value == "a")
        #expect(directory.department(of: guide, at: paid)?.value == "b")
    }

    @Test func `rows that state when they begin may be recorded in any order`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let days = Array((0..<6).shuffled(using: &random))
            let rows = days.map {
                TestDirectory.staff(1001, "d\($0)", from: paid.advanced(by: .days(Int64($0))))
            }
            let one = Directory(rows)
            let other = Directory(rows.shuffled(using: &random))
            for day in -1...7 {
                let moment = paid.advanced(by: .days(Int64(day)))
                #expect(
                    one.department(of: guide, at: moment)
                        == other.department(of: guide, at: moment), "seed \(seed)")
            }
        }
    }

    @Test func `employment includes its first instant and excludes its last`() {
        let directory = Directory([
            TestDirectory.staff(1001, "south", employed: (paid, paid.advanced(by: .days(1))))
        ])
        let day = Milliseconds.days(1).value
        let employed = [-1, 0, day - 1, day].map { offset in
            directory.employment(of: guide, at: paid.advanced(by: Milliseconds(offset)))
        }
        #expect(employed == [.notEmployed, .employed, .employed, .notEmployed])
        #expect(directory.employment(of: house, at: paid) == .unknown)
    }

    @Test func `empty employment dates are unbounded, and a house account never leaves`() {
        let ended = (from: Timestamp?.none, to: Timestamp?.some(.distantPast))
        let directory = Directory([
            TestDirectory.staff(1001, "south"),
            TestDirectory.staff(9001, "south", .houseAccount, employed: ended),
        ])
        #expect(directory.employment(of: guide, at: .distantPast) == .employed)
        #expect(directory.employment(of: guide, at: .distantFuture) == .employed)
        #expect(directory.employment(of: house, at: paid) == .employed)
    }

    @Test func `the house account of a store is that of the department that is the store then`() {
        let directory = Directory([
            TestDirectory.department("south", store: "S1"), TestDirectory.department("new"),
            TestDirectory.department("south", from: paid),
            TestDirectory.department("new", store: "S1", from: paid),
            TestDirectory.staff(9001, "south", .houseAccount),
            TestDirectory.staff(9002, "new", .houseAccount),
        ])
        let store = StoreCode(unchecked: "S1")
        let before = paid.advanced(by: Milliseconds(-1))
        #expect(directory.houseAccount(ofStore: store, at: before)?.value == 9001)
        #expect(directory.houseAccount(ofStore: store, at: paid)?.value == 9002)
        #expect(directory.houseAccount(ofStore: StoreCode(unchecked: "S9"), at: paid) == nil)
    }

    @Test func `a house account that moved or became a guide is none any more`() {
        let directory = Directory([
            TestDirectory.staff(9001, "south", .houseAccount),
            TestDirectory.staff(9001, "north", .houseAccount, from: paid),
            TestDirectory.staff(9001, "north", from: paid.advanced(by: .days(1))),
        ])
        let north = DepartmentCode(unchecked: "north")
        #expect(directory.houseAccount(of: south, at: paid.advanced(by: .days(-1))) == house)
        #expect(directory.houseAccount(of: south, at: paid) == nil)
        #expect(directory.houseAccount(of: north, at: paid) == house)
        #expect(directory.houseAccount(of: north, at: paid.advanced(by: .days(1))) == nil)
    }

    @Test func `a department is below its parents, itself included, as of a time`() {
        let directory = Directory([
            TestDirectory.department("china"), TestDirectory.department("region", parent: "china"),
            TestDirectory.department("south", parent: "region"),
            TestDirectory.department("south", from: paid),
        ])
        let before = paid.advanced(by: Milliseconds(-1))
        #expect(directory.isBelow(south, south, at: paid))
        #expect(directory.isBelow(south, china, at: before))
        #expect(!directory.isBelow(china, south, at: before))
        #expect(!directory.isBelow(south, china, at: paid))
    }

    @Test func `the first revocation of a link counts`() {
        var directory = Directory([TestDirectory.link(1)])
        let link = LinkNumber(unchecked: 1)
        for day in [1, 2] {
            directory.apply(
                .linkRevocation(
                    LinkRevocationRow(
                        recorded: Sequence(9), recordedAt: paid.advanced(by: .days(Int64(day))),
                        link: link)))
        }
        #expect(!directory.isRevoked(link: link, at: paid))
        #expect(directory.revokedAt(link) == paid.advanced(by: .days(1)))
    }

    @Test func `validity ends with the business day, wherever that begins`() throws {
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)
        let calendar = try #require(
            BusinessCalendar(
                zone: "Asia/Shanghai", offsets: [offset], dayStartMinutes: 240, monthStart: 1))
        let directory = Directory([
            .calendar(calendar, from: nil), TestDirectory.staff(1001, "south"),
            TestDirectory.link(1, validDays: 1),
        ])
        let token = TokenClaim(
            slot: KeySlot(unchecked: 0), staff: guide, link: LinkNumber(unchecked: 1),
            issued: try #require(IssueDay(calendar.day(of: paid))))
        let end = calendar.end(of: calendar.day(of: paid))
        #expect(directory.tokenRejection(of: token, at: end.advanced(by: Milliseconds(-1))) == nil)
        #expect(directory.tokenRejection(of: token, at: end) == .expired)
    }

    @Test func `everything up to the latest closed period is closed, in whatever order rows come`()
    {
        func closing(_ month: Int) -> DirectoryChange {
            .closing(
                ClosingRow(
                    recorded: Sequence(1), recordedAt: paid, period: Period(index: 24_300 + month),
                    proposal: Sequence(1), confirmer: PersonNumber(1)))
        }
        #expect(Directory().closedThrough == nil)
        #expect(Directory([closing(1), closing(3), closing(2)]).closedThrough?.index == 24_303)
    }

    @Test func `a later calendar holds from its period on`() throws {
        let march = Period(index: 2027 * 12 + 2)
        let fourOClock = try #require(
            BusinessCalendar(
                zone: "Asia/Shanghai", offsets: TestDirectory.calendar.offsets,
                dayStartMinutes: 240, monthStart: 1))
        let directory = Directory([
            .calendar(TestDirectory.calendar, from: nil), .calendar(fourOClock, from: march),
        ])
        #expect(
            directory.calendar == TestDirectory.calendar.changing(to: fourOClock, from: march))
        #expect(directory.calendar.start(of: march).rfc3339 == "2027-02-28T16:00:00.000Z")
        #expect(directory.calendar.end(of: march).rfc3339 == "2027-03-31T20:00:00.000Z")
    }

    @Test func `rows of the books change nothing in the directory but closings and keys`() {
        let before = TestDirectory.full
        var after = before
        let person = PersonNumber(1)
        let order = OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A"))
        let alias = Alias(kind: .phone, high: 1, low: 2)
        let rows: [DirectoryChange] = [
            .adjustment(
                AdjustmentRow(
                    number: AdjustmentNumber(1), recorded: Sequence(1), recordedAt: paid,
                    order: order, claim: .weights([.init(payee: guide, value: 1)]),
                    proposer: person, reason: nil)),
            .rerun(
                RerunRow(
                    number: RerunNumber(1), recorded: Sequence(1), recordedAt: paid,
                    policy: PolicyID(unchecked: "p"), from: CivilDate(daysSince1970: 0),
                    to: CivilDate(daysSince1970: 1), proposer: person, reason: nil)),
            .closeProposal(
                CloseProposalRow(
                    recorded: Sequence(1), recordedAt: paid, period: .first, waives: .nothing,
                    proposer: person, reason: nil, head: 0)),
            .split(SplitRow(recorded: Sequence(1), left: alias, right: alias)),
        ]
        for row in rows { after.apply(row) }
        #expect(after == before)
        after.apply(
            .keyIssue(
                KeyIssueRow(
                    recorded: Sequence(1), recordedAt: paid, issuer: person,
                    holder: PersonNumber(2))))
        #expect(after.keyIssues.count == 1)
    }

    @Test func `settings hold until they are set`() {
        var directory = Directory()
        #expect(directory.identity == .standard)
        #expect(directory.calendar == .utc)
        #expect(!directory.hasCalendar && !directory.hasIdentity)
        directory.apply(.identity(IdentitySettings(neverMerge: [], sharedAfter: 1)))
        directory.apply(.calendar(TestDirectory.calendar, from: nil))
        #expect(directory.identity.sharedAfter == 1)
        #expect(directory.calendar.zone == "Asia/Shanghai")
    }
}
