import MeritAttribution
import MeritCore
import Testing

@testable import MeritPolicyFile

@Suite struct PolicyFileTests {
    static let autumn = """
        # Autumn: shared links count for longer after a chat.
        policy: 2026-autumn
        effective_from: 2026-09-01T00:00:00+08:00
        judging_instant: order_paid         # order_created | order_paid | order_completed
        booked_at: order_completed + 7d
        credit_base: goods
        exclude_categories: [gift_card, "2024"]
        rejudge_for: 72h
        rules:
          - { name: on order, from: order_param, window: 30d, proof: touch }
          - name: shared
            from: touches
            kinds: [link_click, contact_added]
            window:
              link_click: 7d
              contact_added: 14d
            model: last_touch
          - { name: store, from: house }
        """

    @Test func `a file is the policy that its lines say`() throws {
        let policy = try PolicyFile.parse(Self.autumn, file: "autumn.yaml")
        #expect(
            policy.document == """
                {"policy":"2026-autumn","effective_from":"2026-08-31T16:00:00.000Z",\
                "judging_instant":"order_paid","booked_at":"order_completed + 7d",\
                "credit_base":"goods","exclude_categories":["2024","gift_card"],\
                "self_purchase":"count_self","cross_store":"guide_follows","leaver":"keep",\
                "rejudge_for":"3d","rules":[{"name":"on order","from":"order_param",\
                "window":"30d","proof":"touch"},{"name":"shared","from":"touches",\
                "kinds":["link_click","contact_added"],"window":{"link_click":"7d",\
                "contact_added":"14d"},"model":"last_touch"},{"name":"store","from":"house"}]}
                """)
    }

    @Test(arguments: [Policy.starterV1, .defaultV1])
    func `a policy's document is a policy file too`(policy: Policy) throws {
        #expect(try PolicyFile.parse(policy.document, file: "policy.json") == policy)
    }

    /// The sample that people start from, which is `default-v1` but for its name and start.
    static let spring = """
        policy: 2027-spring                 # unique id
        effective_from: 2027-03-01T00:00:00+08:00
        judging_instant: order_paid         # order_created | order_paid | order_completed
        booked_at: order_paid               # default: the judging instant
        credit_base: goods                  # goods | paid
        exclude_categories: [gift_card]
        self_purchase: store                # count_self | store | exclude
        cross_store: guide_follows          # guide_follows | same_store_only
        leaver: successor                   # keep | successor | house | reject
        rejudge_for: 72h
        relation:
          bind_on: [contact_added, purchase]  # touch kinds, purchase
          purchase_min: 1
          validity: 180d                    # or permanent
          protection: 15d                   # or permanent
          renew: on_purchase                # never | on_purchase | on_any
          capture: after_protection         # never | after_protection | always
          end_on_delete: false
        rules:
          - { name: till,      from: pos_assign }
          - { name: protected, from: relation, phase: protected }
          - { name: on order,  from: order_param, window: 30d }
          - { name: shared,    from: touches, kinds: [link_click, miniprogram_open, contact_added],
              window: 7d, model: last_touch }
          - { name: bound,     from: relation, phase: valid }
          - { name: store,     from: house }
        """

    @Test func `the sample with its comments is the default policy`() throws {
        let policy = try PolicyFile.parse(Self.spring, file: "spring.yaml")
        #expect(
            policy.document
                == Policy.defaultV1.document.replacing("default-v1", with: "2027-spring")
                .replacing("0001-01-01T00:00:00.000Z", with: "2027-02-28T16:00:00.000Z"))
        #expect(policy.warnings.isEmpty)
    }

    @Test func `weights, half-lives and shares are read as they stand`() throws {
        let text = Self.autumn.replacing(
            "    model: last_touch",
            with: """
                    model: custom
                    weights: { link_click: 3, contact_added: 0 }
                    share_with_bound: 2500
                  - { name: fading, from: touches, kinds: [page_view], window: 30d,
                      model: time_decay, half_life: 36h }
                """)
        let policy = try PolicyFile.parse(text, file: "p.yaml")
        #expect(
            policy.document.contains(
                #""model":"custom","weights":{"link_click":3,"contact_added":0},"#
                    + #""share_with_bound":2500"#))
        #expect(policy.document.contains(#""model":"time_decay","half_life":"36h""#))
    }

    /// What stands in the file | what stands there instead | the fault, up to its second sentence.
    @Test(
        "a fault names file, line and key, and what is allowed",
        arguments: [
            (
                "credit_base: goods", "credit_base: gross",
                "p.yaml:6: credit_base: Give one of goods, paid."
            ),
            (
                "window: 30d", "windw: 30d",
                "p.yaml:10: rules[0].windw: Unknown; do you mean window? Known here: name,"
            ),
            (
                "model: last_touch", "model: latest",
                "p.yaml:17: rules[1].model: Give one of last_touch, first_touch, linear,"
            ),
            (
                "from: house", "from: relations, phase: valid",
                "p.yaml:18: rules[2].from: Give one of pos_assign, order_param, touches, relation,"
            ),
            (
                "from: house", "from: relation",
                "p.yaml:18: rules[2].phase: Required; give one of protected, valid."
            ),
            (
                "model: last_touch", "model: time_decay",
                "p.yaml:11: rules[1].half_life: Required; give a string: a count and a unit"
            ),
            (
                "model: last_touch", "model: linear\n    half_life: 7d",
                "p.yaml:18: rules[1].half_life: Only model time_decay takes it."
            ),
            (
                "model: last_touch", "model: custom\n    weights:\n      link_click: 0",
                "p.yaml:18: rules[1].weights: All weights are 0, so this rule could never credit"
            ),
            (
                "model: last_touch", "model: custom\n    weights:\n      page_view: 2",
                "p.yaml:19: rules[1].weights.page_view: Not among this rule's kinds: link_click,"
            ),
            (
                "model: last_touch", "model: last_touch\n    share_with_bound: 30%",
                "p.yaml:18: rules[1].share_with_bound: Give an integer from 0 to 10000,"
            ),
            (
                "      contact_added: 14d\n", "",
                "p.yaml:14: rules[1].window.contact_added: Required; give a string: a count"
            ),
            (
                "credit_base: goods\n", "",
                "p.yaml:2: credit_base: Required; give one of goods, paid."
            ),
            (
                "rejudge_for: 72h", "rejudge_for: 72",
                "p.yaml:8: rejudge_for: Give a string, not a number."
            ),
            (
                "gift_card,", "2024,",
                "p.yaml:7: exclude_categories[0]: Give a string, not a number."
            ),
            (
                "rejudge_for: 72h", "self_purchase: shop",
                "p.yaml:8: self_purchase: Give one of count_self, store, exclude."
            ),
            (
                "rejudge_for: 72h", "relation: { bind_on: [purchase] }",
                "p.yaml:8: relation.validity: Required; give a string: a count and a unit,"
            ),
            (
                "rejudge_for: 72h", "relation:\n  bind_on: [order_param]",
                "p.yaml:9: relation.bind_on[0]: Give one of link_click, page_view,"
            ),
            (
                "credit_base: goods", "credit_base: goods\ncredit_base: paid",
                "p.yaml:6: A key stands here twice: credit_base."
            ),
            ("rules:", "rules: [", "p.yaml:"),
        ])
    func faults(what: String, instead: String, fault: String) throws {
        let text = Self.autumn.replacing(what, with: instead, maxReplacements: 1)
        #expect(text != Self.autumn)
        let faults = try #require(throws: PolicyFileFaults.self) {
            try PolicyFile.parse(text, file: "p.yaml")
        }
        #expect(faults.description.hasPrefix(fault), "\(faults.description)")
    }

    @Test func `all faults of a file are told, in its own lines`() throws {
        let text = Self.autumn.replacing("goods", with: "gross").replacing("30d", with: "soon")
            .replacing("last_touch", with: "best")
        let faults = try #require(throws: PolicyFileFaults.self) {
            try PolicyFile.parse(text, file: "p.yaml")
        }
        #expect(faults.faults.map(\.line) == [6, 10, 17])
        #expect(faults.faults.map(\.key) == ["credit_base", "rules[0].window", "rules[1].model"])
    }

    @Test(
        "what is no policy at all is one fault",
        arguments: [
            "", "# nothing", "just text", "- a\n- list", "policy: [", "\t- x", "a: &x 1\nb: *y",
            "--- 1\n--- 2", "? [a]\n: b", "\u{1}",
        ])
    func nonsense(text: String) {
        #expect(throws: PolicyFileFaults.self) { try PolicyFile.parse(text, file: "p.yaml") }
    }

    @Test func `a huge, deep or self-multiplying file is refused in bounded time`() {
        let bombs = (1...9).map { level in
            "a\(level): &a\(level) ["
                + (0..<9).map { _ in "*a\(level - 1)" }
                .joined(separator: ",") + "]"
        }
        let texts = [
            String(repeating: "x", count: PolicyFile.bytesMax + 1),
            String(repeating: "[", count: 100_000),
            String(repeating: "a: {", count: 5_000),
            (["a0: &a0 [x]"] + bombs).joined(separator: "\n"),
        ]
        for text in texts {
            #expect(throws: PolicyFileFaults.self) { try PolicyFile.parse(text, file: "p.yaml") }
        }
    }

    @Test func `quotes make text of what looks like a number, and nothing else is guessed`() throws
    {
        func category(_ text: String) throws -> [String] {
            let file = Self.autumn.replacing("[gift_card, \"2024\"]", with: "[\(text)]")
            return try PolicyFile.parse(file, file: "p.yaml").excludedCategories.map(\.value)
        }
        for (written, meant) in [
            ("\"7\"", "7"), ("'true'", "true"), ("yes", "yes"), ("12:30", "12:30"),
            ("0x1f", "0x1f"),
            ("1.5", "1.5"), ("2026-01-01", "2026-01-01"), ("赠品", "赠品"),
        ] {
            #expect(try category(written) == [meant])
        }
        for written in ["7", "-7", "true", "null", "~"] {
            #expect(throws: PolicyFileFaults.self) { try category(written) }
        }
    }
}
