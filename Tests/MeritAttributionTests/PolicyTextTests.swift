import MeritCore
import Testing

@testable import MeritAttribution

/// The rules as staff read them, to the letter: whoever changes a sentence changes it here.
@Suite struct PolicyTextTests {
    @Test func `the default policy reads like this`() {
        typealias Samples = PolicyTextSamples
        #expect(Policy.defaultV1.text(.english).joined(separator: "\n") == Samples.defaultEnglish)
        #expect(Policy.defaultV1.text(.chinese).joined(separator: "\n") == Samples.defaultChinese)
    }

    @Test func `a policy that uses everything reads like this`() throws {
        let policy = try PolicySamples.full
        typealias Samples = PolicyTextSamples
        #expect(policy.text(.english).joined(separator: "\n") == Samples.fullEnglish)
        #expect(policy.text(.chinese).joined(separator: "\n") == Samples.fullChinese)
    }

    @Test(arguments: PolicyLanguage.allCases)
    func `every rule has its line, with its number and name`(language: PolicyLanguage) throws {
        for policy in [Policy.defaultV1, .starterV1, try PolicySamples.full] {
            let text = policy.text(language)
            for (index, rule) in policy.rules.enumerated() {
                #expect(text.count { $0.hasPrefix("\(index + 1). \(rule.name): ") } == 1)
            }
        }
    }

    /// A change to the policy with everything in it, each of which is another rule for staff.
    static let otherRules = [
        ("everything", "other"), ("2027-02-28", "2027-03-01"),
        (#""judging_instant":"order_paid""#, #""judging_instant":"order_created""#),
        ("order_completed + 7d", "order_completed + 8d"), ("order_completed + 7d", "order_paid"),
        (#""credit_base":"paid""#, #""credit_base":"goods""#), (#"["gift_card","赠品"]"#, "[]"),
        (#"["gift_card","赠品"]"#, #"["gift_card"]"#), ("exclude\"", "store\""),
        ("exclude\"", "count_self\""), ("same_store_only", "guide_follows"),
        (#""leaver":"house""#, #""leaver":"keep""#),
        (#""leaver":"house""#, #""leaver":"successor""#),
        (#""leaver":"house""#, #""leaver":"reject""#), ("90s", "91s"),
        (#""contact_added","first_message","purchase""#, #""contact_added","purchase""#),
        (#""contact_added","first_message","purchase""#, ""),
        (#""purchase_min":100"#, #""purchase_min":101"#),
        (#""validity":"permanent""#, #""validity":"180d""#),
        (#""protection":"36h""#, #""protection":"permanent""#),
        ("on_any", "on_purchase"), ("on_any", "never"),
        (#""capture":"always""#, #""capture":"never""#),
        (#""capture":"always""#, #""capture":"after_protection""#), ("true", "false"),
        (#""phase":"protected""#, #""phase":"valid""#), (#""window":"1d""#, #""window":"2d""#),
        (#""proof":"touch""#, #""proof":"token""#), ("first_touch", "last_touch"),
        (#"["link_click","page_view"]"#, #"["link_click"]"#),
        (#""share_with_bound":3000"#, #""share_with_bound":3001"#),
        (#","share_with_bound":3000"#, ""), (#""model":"linear""#, #""model":"position_based""#),
        (#""contact_added":"30d""#, #""contact_added":"31d""#),
        (#""half_life":"7d""#, #""half_life":"8d""#), ("w_shaped", "linear"),
        (#""link_click":3"#, #""link_click":4"#), (#""link_click":3,"#, ""),
        (#","miniprogram_open":1"#, ""), ("90m", "91m"),
    ]

    @Test("no setting can change without a word of the text changing", arguments: otherRules)
    func change(what: String, other: String) throws {
        let before = try PolicySamples.full
        let document = PolicySamples.fullDocument.replacing(
            what, with: other, maxReplacements: 1)
        let after = try Policy(document: document)
        #expect(after != before)
        for language in PolicyLanguage.allCases {
            #expect(after.text(language) != before.text(language))
        }
    }

    @Test func `the text of both languages has the same lines`() throws {
        for policy in [Policy.defaultV1, .starterV1, try PolicySamples.full] {
            #expect(policy.text(.english).count == policy.text(.chinese).count)
        }
    }

    @Test func `lengths and shares are spelled exactly`() {
        let english = PolicyWording(language: .english)
        let chinese = PolicyWording(language: .chinese)
        #expect(english.words(.days(1)) == "1 day")
        #expect(english.words(.hours(72)) == "3 days")
        #expect(english.words(.hours(36)) == "36 hours")
        #expect(english.words(.seconds(90)) == "90 seconds")
        #expect(english.words(.zero) == "0 seconds")
        #expect(chinese.words(.minutes(5)) == "5 分钟")
        #expect(chinese.words(.days(180)) == "180 天")
        let shares: [(UInt32, String)] = [
            (0, "0%"), (5, "0.05%"), (50, "0.5%"), (1_255, "12.55%"), (3_000, "30%"),
            (10_000, "100%"),
        ]
        for (share, text) in shares {
            #expect(english.percent(BasisPoints(unchecked: share)) == text)
        }
    }
}
