import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

@Suite struct PolicyBookTests {
    @Test func `the policy in force began last, of equal ones it was published last`() {
        func row(_ id: String, from days: Int64) -> PolicyRow {
            PolicyRow(
                recorded: Sequence(1), recordedAt: .distantPast,
                policy: Policy(
                    id: PolicyID(unchecked: id),
                    effectiveFrom: Scenario.paidAt.advanced(by: .days(days)),
                    judgingInstant: .paid, booking: Booking(moment: .paid, delay: .zero),
                    creditBase: .goods, excludedCategories: [], rejudgeFor: .zero, rules: []))
        }
        var book = PolicyBook()
        for (id, days) in [("late", 5), ("early", 0), ("twin", 5), ("middle", 3)] {
            book.append(row(id, from: Int64(days)))
        }
        func inForce(_ offset: Milliseconds) -> String? {
            book.inForce(createdAt: Scenario.paidAt.advanced(by: offset))?.id.value
        }
        #expect(inForce(Milliseconds(-1)) == nil)
        #expect(inForce(.zero) == "early")
        #expect(inForce(.days(3)) == "middle")
        #expect(inForce(Milliseconds(Milliseconds.days(5).value - 1)) == "middle")
        #expect(inForce(.days(5)) == "twin")
        #expect(book.policy(PolicyID(unchecked: "late"))?.id.value == "late")
    }

    @Test func `a draft is in force for the orders of its range and for no others`() throws {
        var book = PolicyBook()
        book.append(
            PolicyRow(recorded: Sequence(1), recordedAt: .distantPast, policy: .starterV1))
        let draft = try PolicySamples.full
        let start = Scenario.paidAt
        let end = start.advanced(by: .days(30))
        let tried = book.replacing(with: draft, createdFrom: start, to: end)
        func inForce(_ time: Timestamp, _ offset: Int64) -> String? {
            tried.inForce(createdAt: time.advanced(by: Milliseconds(offset)))?.id.value
        }
        #expect(inForce(start, -1) == "starter-v1")
        #expect(inForce(start, 0) == "everything")
        #expect(inForce(end, -1) == "everything")
        #expect(inForce(end, 0) == "starter-v1")
        #expect(tried.policy(draft.id) == draft)
        #expect(tried.policy(Policy.starterV1.id) == .starterV1)
        #expect(tried.rows == book.rows)
        #expect(book.policy(draft.id) == nil)
        let never = book.replacing(with: draft, createdFrom: end, to: start)
        #expect(never.inForce(createdAt: start) == .starterV1)
    }

    @Test func `a draft by the name of a published policy comes first`() throws {
        var book = PolicyBook()
        book.append(
            PolicyRow(recorded: Sequence(1), recordedAt: .distantPast, policy: .starterV1))
        let draft = try Policy(document: PolicyTests.starter.replacing("30d", with: "1d"))
        let tried = book.replacing(
            with: draft, createdFrom: .distantPast, to: .distantFuture)
        #expect(tried.policy(draft.id) == draft)
        #expect(tried.inForce(createdAt: Scenario.paidAt) == draft)
    }
}
