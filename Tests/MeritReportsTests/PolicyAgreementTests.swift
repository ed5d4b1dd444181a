import MeritAttribution
import Testing

@testable import MeritJSON

/// The reader of policies and `Schemas/policy.schema.json` accept the same documents.
struct PolicyAgreementTests {
    private static let spring = Policy.defaultV1.document

    /// Changes to the default policy that both accept.
    static let accepted = [
        ("", ""), (#""purchase_min":1,"#, ""), (#","end_on_delete":false"#, ""),
        (#""validity":"180d""#, #""validity":"permanent""#),
        (#"["contact_added","purchase"]"#, "[]"), (#""window":"7d""#, #""window":"007d""#),
        (#""model":"last_touch""#, #""model":"time_decay","half_life":"1s""#),
        (
            #""model":"last_touch""#,
            #""model":"custom","weights":{"link_click":1,"contact_added":0}"#
        ),
        (#""model":"last_touch""#, #""model":"w_shaped","share_with_bound":10000"#),
        (
            #""window":"7d""#,
            #""window":{"link_click":"1d","miniprogram_open":"2d","contact_added":"3d"}"#
        ),
        (#""booked_at":"order_paid""#, #""booked_at":"order_completed + 7d""#),
        (#""name":"store""#, #""name":"门店""#),
    ]

    /// Changes that both refuse.
    static let refused = [
        (#""policy":"default-v1","#, ""), ("default-v1", "two words"),
        (#""leaver":"successor""#, #""leaver":"nobody""#), (#""leaver""#, #""leavers""#),
        (#""booked_at":"order_paid""#, #""booked_at":"order_paid+7d""#),
        (#""rejudge_for":"3d""#, #""rejudge_for":"3w""#), (#""validity":"180d","#, ""),
        (#""renew":"on_purchase""#, #""renew":"daily""#),
        (#"["contact_added","purchase"]"#, #"["purchase","purchase"]"#),
        (#"["contact_added","purchase"]"#, #"["pos_assign"]"#),
        (#""purchase_min":1"#, #""purchase_min":-1"#),
        (#""window":"7d""#, #""window":"0d""#), (#""window":"7d""#, #""window":{}"#),
        (#""window":"7d""#, #""window":{"order_param":"7d"}"#),
        (#""model":"last_touch""#, #""model":"best""#),
        (#""model":"last_touch""#, #""model":"time_decay""#),
        (#""model":"last_touch""#, #""model":"linear","half_life":"7d""#),
        (#""model":"last_touch""#, #""model":"custom""#),
        (#""model":"last_touch""#, #""model":"custom","weights":{}"#),
        (#""model":"last_touch""#, #""model":"custom","weights":{"link_click":0}"#),
        (#""model":"last_touch""#, #""model":"custom","weights":{"link_click":1000001}"#),
        (#""model":"last_touch""#, #""model":"linear","share_with_bound":10001"#),
        (#""phase":"valid""#, #""phase":"ever""#), (#","phase":"valid""#, ""),
        (#""from":"house""#, #""from":"house","window":"7d""#),
        (#""from":"house""#, #""from":"nobody""#),
        (#"["link_click","miniprogram_open","contact_added"]"#, "[]"),
    ]

    private func isAccepted(_ document: String) throws -> (reader: Bool, schema: Bool) {
        let schema = try SchemaChecker.named("policy")
        #expect(schema.unknownWords() == [])
        let value = try JSONValue(parsing: Array(document.utf8), limits: .ownFile)
        return ((try? Policy(document: document)) != nil, schema.accepts(value))
    }

    @Test("both accept", arguments: accepted)
    func accepts(what: String, other: String) throws {
        let document = what.isEmpty ? Self.spring : Self.spring.replacing(what, with: other)
        let verdict = try isAccepted(document)
        #expect(verdict.reader)
        #expect(verdict.schema)
    }

    @Test("both refuse", arguments: refused)
    func refuses(what: String, other: String) throws {
        let document = Self.spring.replacing(what, with: other, maxReplacements: 1)
        #expect(document != Self.spring)
        let verdict = try isAccepted(document)
        #expect(!verdict.reader)
        #expect(!verdict.schema)
    }

    @Test func `both know the first release's policy`() throws {
        let verdict = try isAccepted(Policy.starterV1.document)
        #expect(verdict.reader)
        #expect(verdict.schema)
    }
}
