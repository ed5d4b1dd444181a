import MeritCore
import Testing

@testable import MeritAttribution

@Suite struct PolicyWarningTests {
    @Test func `orders judged when completed are warned of short windows`() throws {
        let late = PolicyTests.starter.replacing(
            #""judging_instant":"order_paid""#, with: #""judging_instant":"order_completed""#)
        #expect(try Policy(document: late).warnings.count == 1)
        #expect(try Policy(document: late).warnings[0].contains("\"shared\""))
        #expect(Policy.starterV1.warnings.isEmpty)
    }

    @Test func `rules about guides are warned of where the policy binds nobody`() throws {
        func warnings(_ what: String, _ other: String) throws -> [String] {
            let document = PolicyTests.starter.replacing(what, with: other)
            #expect(document != PolicyTests.starter)
            return try Policy(document: document).warnings
        }
        let rule = try warnings(#""from":"house""#, #""from":"relation","phase":"valid""#)
        #expect(rule.count == 1)
        #expect(rule[0].hasPrefix("Rule \"store\": the policy has no section relation"))
        let share = try warnings(
            #""model":"last_touch""#, #""model":"linear","share_with_bound":3000"#)
        #expect(share.count == 1)
        #expect(share[0].contains("share_with_bound"))
    }

    @Test func `a policy that binds somebody is not warned of`() throws {
        #expect(Policy.defaultV1.warnings.isEmpty)
        #expect(try PolicySamples.full.warnings.isEmpty)
    }
}
