import MeritCore
import MeritJSON
import MeritOrders
import Testing

@testable import MeritAttribution

@Suite struct PolicyTests {
    static let starter = """
        {"policy":"starter-v1","effective_from":"0001-01-01T00:00:00.000Z",\
        "judging_instant":"order_paid","booked_at":"order_paid","credit_base":"goods",\
        "exclude_categories":[],"self_purchase":"count_self","cross_store":"guide_follows",\
        "leaver":"keep","rejudge_for":"3d","rules":[{"name":"on order","from":"order_param",\
        "window":"30d","proof":"token"},{"name":"shared","from":"touches",\
        "kinds":["link_click","miniprogram_open","contact_added"],"window":"7d",\
        "model":"last_touch"},{"name":"store","from":"house"}]}
        """

    /// A policy with everything this build honours, spelled freely.
    static let spring = """
        { "rules": [
            {"from":"house", "name":"店"},
            {"from":"touches","name":"t","model":"last_touch",
             "kinds":["contact_added","link_click"],
             "window":{"link_click":"168h","contact_added":"14d"}} ],
          "policy":"2027-spring", "effective_from":"2027-03-01T00:00:00+08:00",
          "judging_instant":"order_completed", "booked_at":"order_completed + 7d",
          "credit_base":"paid", "exclude_categories":["赠品","gift_card","赠品"],
          "leaver":"keep", "rejudge_for":"0s" }
        """

    @Test func `the starting policy has one spelling, which its digest rests on`() throws {
        #expect(Policy.starterV1.document == Self.starter)
        #expect(try Policy(document: Self.starter) == Policy.starterV1)
    }

    @Test func `a policy is read from any spelling and written in one`() throws {
        let policy = try Policy(document: Self.spring)
        #expect(
            policy.document == """
                {"policy":"2027-spring","effective_from":"2027-02-28T16:00:00.000Z",\
                "judging_instant":"order_completed","booked_at":"order_completed + 7d",\
                "credit_base":"paid","exclude_categories":["gift_card","赠品"],\
                "self_purchase":"count_self","cross_store":"guide_follows","leaver":"keep",\
                "rejudge_for":"0s","rules":[{"name":"店","from":"house"},{"name":"t",\
                "from":"touches","kinds":["link_click","contact_added"],\
                "window":{"link_click":"7d","contact_added":"14d"},"model":"last_touch"}]}
                """)
        #expect(try Policy(document: policy.document) == policy)
    }

    @Test func `what is left out has its default`() throws {
        let policy = try Policy(
            document: """
                {"policy":"p","effective_from":"2027-03-01T00:00:00Z","credit_base":"goods",
                 "judging_instant":"order_created",
                 "rules":[{"name":"o","from":"order_param","window":"1d"}]}
                """)
        #expect(policy.booking == Booking(moment: .created, delay: .zero))
        #expect(policy.rejudgeFor == .hours(72))
        #expect(policy.excludedCategories.isEmpty)
        #expect(policy.rules[0].source == .orderParam(window: .days(1), proof: .token))
    }

    /// A change to the starting policy's document (what | by what) | pointer | code.
    @Test(
        "every fault is told with its place",
        arguments: [
            (#""policy":"starter-v1","#, "", "/policy", "missing"),
            ("starter-v1", "two words", "/policy", "bad_format"),
            ("0001-01-01T00:00:00.000Z", "2027-03-01", "/effective_from", "bad_format"),
            (
                #""judging_instant":"order_paid""#, #""judging_instant":"paid""#,
                "/judging_instant", "not_allowed"
            ),
            (
                #""booked_at":"order_paid""#, #""booked_at":"order_paid +7d""#, "/booked_at",
                "bad_format"
            ),
            (
                #""booked_at":"order_paid""#, #""booked_at":"order_paid + 7w""#, "/booked_at",
                "bad_format"
            ),
            ("goods", "gross", "/credit_base", "not_allowed"),
            (
                #""exclude_categories":[]"#, #""exclude_categories":["a",7]"#,
                "/exclude_categories/1", "wrong_type"
            ),
            ("count_self", "store", "/self_purchase", "not_in_build"),
            ("count_self", "exclude", "/self_purchase", "not_in_build"),
            ("count_self", "keep", "/self_purchase", "not_allowed"),
            ("guide_follows", "same_store_only", "/cross_store", "not_in_build"),
            ("keep", "successor", "/leaver", "not_in_build"),
            ("keep", "house", "/leaver", "not_in_build"),
            ("keep", "reject", "/leaver", "not_in_build"),
            (#""rejudge_for":"3d""#, #""rejudge_for":"3 d""#, "/rejudge_for", "bad_format"),
            (#""rejudge_for":"3d""#, #""rejudge_for":"36501d""#, "/rejudge_for", "bad_format"),
            (#""rejudge_for":"3d""#, #""rejudge_for":3"#, "/rejudge_for", "wrong_type"),
            (#""leaver":"#, #""leavers":"keep","leaver":"#, "/leavers", "unknown_member"),
            (#""leaver":"#, #""relation":{},"leaver":"#, "/relation", "not_in_build"),
            (#""from":"house""#, #""from":"pos_assign""#, "/rules/2/from", "not_in_build"),
            (#""from":"house""#, #""from":"relation""#, "/rules/2/from", "not_in_build"),
            (#""from":"house""#, #""from":"nobody""#, "/rules/2/from", "not_allowed"),
            (
                #""from":"house""#, #""from":"house","window":"7d""#, "/rules/2/window",
                "unknown_member"
            ),
            (#""name":"store""#, #""name":"shared""#, "/rules/2/name", "repeated"),
            (#""name":"store""#, #""name":"""#, "/rules/2/name", "bad_format"),
            (#""window":"30d""#, #""window":"0d""#, "/rules/0/window", "bad_format"),
            (#""window":"30d","#, "", "/rules/0/window", "missing"),
            (#""proof":"token""#, #""proof":"none""#, "/rules/0/proof", "not_allowed"),
            (#""model":"last_touch""#, #""model":"linear""#, "/rules/1/model", "not_in_build"),
            (#""model":"last_touch""#, #""model":"best""#, "/rules/1/model", "not_allowed"),
            (#","model":"last_touch""#, "", "/rules/1/model", "missing"),
            (
                #""window":"7d""#, #""window":"7d","share_with_bound":1"#,
                "/rules/1/share_with_bound", "not_in_build"
            ),
            (
                #""window":"7d""#, #""window":{"link_click":"7d","contact_added":"1d"}"#,
                "/rules/1/window/miniprogram_open", "missing"
            ),
            (
                #"["link_click","miniprogram_open","contact_added"],"window":"7d""#,
                #"["link_click"],"window":{"link_click":"7d","page_view":"1d"}"#,
                "/rules/1/window/page_view", "unknown_member"
            ),
            ("miniprogram_open", "order_param", "/rules/1/kinds/1", "not_allowed"),
            ("miniprogram_open", "link_click", "/rules/1/kinds", "repeated"),
            (
                #"["link_click","miniprogram_open","contact_added"]"#, "[]", "/rules/1/kinds",
                "too_short"
            ),
        ])
    func faults(what: String, by other: String, pointer: String, code: String) throws {
        let document = Self.starter.replacing(what, with: other, maxReplacements: 1)
        #expect(document != Self.starter)
        let faults = try #require(throws: JSONFaults.self) { try Policy(document: document) }
        #expect(faults.faults.map { "\($0.pointer) \($0.code.rawValue)" } == ["\(pointer) \(code)"])
    }

    @Test func `all faults are told at once`() throws {
        let document = Self.starter.replacing("30d", with: "soon").replacing("goods", with: "x")
            .replacing("keep", with: "house")
        let faults = try #require(throws: JSONFaults.self) { try Policy(document: document) }
        #expect(
            faults.faults.map(\.pointer) == ["/leaver", "/credit_base", "/rules/0/window"])
    }

    @Test func `an unknown key is told with the nearest known one`() throws {
        let document = Self.starter.replacing("rejudge_for", with: "rejuge_for")
        let faults = try #require(throws: JSONFaults.self) { try Policy(document: document) }
        #expect(faults.faults[0].message.hasPrefix("Unknown; do you mean rejudge_for?"))
    }

    @Test func `no rules are no policy, and neither are too many`() throws {
        for count in [0, Policy.rulesMax + 1] {
            let rules = (0..<count).map { #"{"name":"r\#($0)","from":"house"}"# }
            let document = """
                {"policy":"p","effective_from":"2027-03-01T00:00:00Z","credit_base":"goods",
                 "judging_instant":"order_paid","rules":[\(rules.joined(separator: ","))]}
                """
            let faults = try #require(throws: JSONFaults.self) { try Policy(document: document) }
            #expect(faults.faults.map(\.pointer) == ["/rules"])
        }
    }

    @Test(
        "durations are a count and a unit, written in the greatest unit that divides them",
        arguments: [
            ("90s", 90_000, "90s"), ("5m", 300_000, "5m"), ("72h", 259_200_000, "3d"),
            ("7d", 604_800_000, "7d"), ("0d", 0, "0s"), ("120s", 120_000, "2m"),
            ("36500d", 3_153_600_000_000, "36500d"),
        ])
    func durations(text: String, milliseconds: Int64, spelling: String) throws {
        let duration = try #require(Duration(text))
        #expect(duration.length.value == milliseconds)
        #expect(duration.description == spelling)
    }

    @Test(
        "anything else is no duration",
        arguments: [
            "", "d", "7", "-7d", "+7d", "7 d", "1.5h", "7w", "７d", "36501d", "99999999999s",
        ])
    func noDuration(text: String) { #expect(Duration(text) == nil) }

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

    @Test func `the booking instant is the later of T and the booking time`() throws {
        let order = OrderState(
            OrderEvent(
                order: OrderKey(shop: ShopName(unchecked: "m"), order: OrderID(unchecked: "1")),
                event: EventID(unchecked: "e"), contentDigest: .zero, provenance: nil, type: .paid,
                orderVersion: 1, occurredAt: Scenario.paidAt, currency: .renminbi,
                createdAt: .value(Scenario.paidAt), paidAt: .value(Scenario.paidAt)))
        func booking(_ moment: OrderMoment, _ delay: Milliseconds) throws -> Policy {
            try Policy(
                document: PolicyTests.starter.replacing(
                    #""booked_at":"order_paid""#,
                    with: #""booked_at":"\#(Booking(moment: moment, delay: delay).text)""#))
        }
        let judged = Scenario.paidAt.advanced(by: .days(1))
        #expect(try booking(.paid, .zero).bookingInstant(of: order, judgedAt: judged) == judged)
        #expect(
            try booking(.paid, .days(7)).bookingInstant(of: order, judgedAt: judged)
                == Scenario.paidAt.advanced(by: .days(7)))
        #expect(
            try booking(.completed, .zero).bookingInstant(of: order, judgedAt: judged) == nil)
    }

    @Test func `an order waits for what its policy judges it by`() throws {
        func event(_ created: Leaf<Timestamp>) -> OrderState {
            OrderState(
                OrderEvent(
                    order: OrderKey(shop: ShopName(unchecked: "m"), order: OrderID(unchecked: "1")),
                    event: EventID(unchecked: "e"), contentDigest: .zero, provenance: nil,
                    type: .created, orderVersion: 1, occurredAt: Scenario.paidAt,
                    currency: .renminbi, createdAt: created))
        }
        func judged(_ order: OrderState, _ directory: Directory) -> Judgement {
            judge(
                JudgingCase(
                    order: order, touches: [], orderClick: nil, customer: [], asOf: Sequence(1),
                    cause: Sequence(1), occasion: .first), directory: directory)
        }
        let published = Directory([
            .policy(
                PolicyRow(
                    recorded: Sequence(1), recordedAt: .distantPast, policy: Policy.starterV1))
        ])
        #expect(judged(event(.absent), published) == .notYet(.creationUnknown))
        #expect(judged(event(.value(Scenario.paidAt)), Directory()) == .notYet(.noPolicy))
        #expect(judged(event(.value(Scenario.paidAt)), published) == .notYet(.instantUnknown))
    }

    @Test func `orders judged when completed are warned of short windows`() throws {
        let late = Self.starter.replacing(
            #""judging_instant":"order_paid""#, with: #""judging_instant":"order_completed""#)
        #expect(try Policy(document: late).warnings.count == 1)
        #expect(try Policy(document: late).warnings[0].contains("\"shared\""))
        #expect(Policy.starterV1.warnings.isEmpty)
    }

    @Test func `each kind has its own window where the rule says so`() throws {
        var scenario = try Scenario(
            """
            a link_click T-7d 1001/7
            b contact_added T-14d+1ms 1002/7
            c contact_added T-14d 1001/7
            """
        )
        scenario.policy = try Policy(
            document: Self.spring.replacing("order_completed", with: "order_paid")
                .replacing("2027-03-01", with: "2020-03-01"))
        #expect(try scenario.outcome() == "1002 by t")
    }
}
