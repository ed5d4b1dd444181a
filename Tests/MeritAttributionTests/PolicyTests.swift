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

    /// A policy as the first release read it, spelled freely.
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

    @Test func `the default policy has one spelling, which its digest rests on`() throws {
        let document = """
            {"policy":"default-v1","effective_from":"0001-01-01T00:00:00.000Z",\
            "judging_instant":"order_paid","booked_at":"order_paid","credit_base":"goods",\
            "exclude_categories":["gift_card"],"self_purchase":"store",\
            "cross_store":"guide_follows","leaver":"successor","rejudge_for":"3d",\
            "relation":{"bind_on":["contact_added","purchase"],"purchase_min":1,\
            "validity":"180d","protection":"15d","renew":"on_purchase",\
            "capture":"after_protection","end_on_delete":false},\
            "rules":[{"name":"till","from":"pos_assign"},\
            {"name":"protected","from":"relation","phase":"protected"},\
            {"name":"on order","from":"order_param","window":"30d","proof":"token"},\
            {"name":"shared","from":"touches",\
            "kinds":["link_click","miniprogram_open","contact_added"],"window":"7d",\
            "model":"last_touch"},{"name":"bound","from":"relation","phase":"valid"},\
            {"name":"store","from":"house"}]}
            """
        #expect(Policy.defaultV1.document == document)
        #expect(try Policy(document: document) == Policy.defaultV1)
    }

    @Test func `a policy that uses everything is read and written whole`() throws {
        let policy = try PolicySamples.full
        #expect(policy.document == PolicySamples.fullDocument)
        #expect(policy.leaver == .house)
        #expect(policy.selfPurchase == .exclude)
        #expect(policy.crossStore == .sameStoreOnly)
        #expect(
            policy.relation
                == RelationTerms(
                    bindOn: [.purchase, .touch(.firstMessage), .touch(.contactAdded)],
                    purchaseMin: MinorAmount(100), validity: .permanent,
                    protection: .length(.hours(36)), renew: .onAny, capture: .always,
                    endOnDelete: .ends))
        let models = policy.rules.compactMap { rule in
            if case .touches(_, let model, _) = rule.source { model } else { nil }
        }
        #expect(
            models == [
                .firstTouch, .linear, .positionBased, .timeDecay(halfLife: .days(7)), .wShaped,
                .custom([.linkClick: 3, .miniprogramOpen: 1]), .lastTouch,
            ])
        #expect(
            policy.rules[4].source
                == .touches(
                    TouchSelection([.linkClick, .pageView], .days(7)), model: .linear,
                    shareWithBound: BasisPoints(unchecked: 3_000)))
    }

    @Test func `what a relation leaves out has its default`() throws {
        let policy = try Policy(
            document: Self.starter.replacing(
                #""leaver":"#,
                with: """
                    "relation":{"bind_on":[],"validity":"0s","protection":"permanent",\
                    "renew":"never","capture":"never"},"leaver":
                    """))
        #expect(
            policy.relation
                == RelationTerms(
                    bindOn: [], purchaseMin: MinorAmount(1), validity: .length(.zero),
                    protection: .permanent, renew: .never, capture: .never, endOnDelete: .keeps))
    }

    @Test func `a length ends, and what is permanent does not`() {
        let start = Scenario.paidAt
        #expect(Lasting.length(.days(1)).end(from: start) == start.advanced(by: .days(1)))
        #expect(Lasting.length(.zero).end(from: start) == start)
        #expect(Lasting.permanent.end(from: start) == nil)
        #expect(BasisPoints(10_001) == nil)
        #expect(BasisPoints(10_000) == .whole)
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
        #expect(policy.selfPurchase == .countSelf)
        #expect(policy.crossStore == .guideFollows)
        #expect(policy.leaver == .keep)
        #expect(policy.relation == nil)
        #expect(policy.rules[0].source == .orderParam(window: .days(1), proof: .token))
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
