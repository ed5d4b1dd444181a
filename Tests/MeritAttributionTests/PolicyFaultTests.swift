import MeritCore
import MeritJSON
import Testing

@testable import MeritAttribution

/// What a policy document must not say, each told with its place.
@Suite struct PolicyFaultTests {
    /// A change to a document (what | by what) | pointer | code.
    struct Change: CustomTestStringConvertible {
        let what: String
        let other: String
        let fault: String

        init(_ what: String, _ other: String, _ fault: String) {
            self.what = what
            self.other = other
            self.fault = fault
        }

        var testDescription: String { "\(other): \(fault)" }

        func faults(of document: String) throws -> [JSONFault] {
            let changed = document.replacing(what, with: other, maxReplacements: 1)
            #expect(changed != document)
            return try #require(throws: JSONFaults.self) { try Policy(document: changed) }.faults
        }
    }

    static let ofSettings = [
        Change(#""policy":"starter-v1","#, "", "/policy missing"),
        Change("starter-v1", "two words", "/policy bad_format"),
        Change("0001-01-01T00:00:00.000Z", "2027-03-01", "/effective_from bad_format"),
        Change(
            #""judging_instant":"order_paid""#, #""judging_instant":"paid""#,
            "/judging_instant not_allowed"),
        Change(
            #""booked_at":"order_paid""#, #""booked_at":"order_paid +7d""#, "/booked_at bad_format"
        ),
        Change(
            #""booked_at":"order_paid""#, #""booked_at":"order_paid + 7w""#, "/booked_at bad_format"
        ),
        Change("goods", "gross", "/credit_base not_allowed"),
        Change(
            #""exclude_categories":[]"#, #""exclude_categories":["a",7]"#,
            "/exclude_categories/1 wrong_type"),
        Change("count_self", "keep", "/self_purchase not_allowed"),
        Change(#""count_self""#, "true", "/self_purchase wrong_type"),
        Change("guide_follows", "same_store", "/cross_store not_allowed"),
        Change(#""leaver":"keep""#, #""leaver":"store""#, "/leaver not_allowed"),
        Change(#""rejudge_for":"3d""#, #""rejudge_for":"3 d""#, "/rejudge_for bad_format"),
        Change(#""rejudge_for":"3d""#, #""rejudge_for":"36501d""#, "/rejudge_for bad_format"),
        Change(#""rejudge_for":"3d""#, #""rejudge_for":3"#, "/rejudge_for wrong_type"),
        Change(#""leaver":"#, #""leavers":"keep","leaver":"#, "/leavers unknown_member"),
        Change(#""leaver":"#, #""relation":[],"leaver":"#, "/relation wrong_type"),
        Change(#""from":"house""#, #""from":"nobody""#, "/rules/2/from not_allowed"),
        Change(
            #""from":"house""#, #""from":"house","window":"7d""#, "/rules/2/window unknown_member"
        ),
        Change(
            #""from":"house""#, #""from":"pos_assign","window":"7d""#,
            "/rules/2/window unknown_member"),
        Change(#""from":"house""#, #""from":"relation""#, "/rules/2/phase missing"),
        Change(
            #""from":"house""#, #""from":"relation","phase":"ended""#,
            "/rules/2/phase not_allowed"),
        Change(#""name":"store""#, #""name":"shared""#, "/rules/2/name repeated"),
        Change(#""name":"store""#, #""name":"""#, "/rules/2/name bad_format"),
        Change(#""window":"30d""#, #""window":"0d""#, "/rules/0/window bad_format"),
        Change(#""window":"30d","#, "", "/rules/0/window missing"),
        Change(#""proof":"token""#, #""proof":"none""#, "/rules/0/proof not_allowed"),
        Change(#""model":"last_touch""#, #""model":"best""#, "/rules/1/model not_allowed"),
        Change(#","model":"last_touch""#, "", "/rules/1/model missing"),
        Change(
            #""window":"7d""#, #""window":{"link_click":"7d","contact_added":"1d"}"#,
            "/rules/1/window/miniprogram_open missing"),
        Change(
            #"["link_click","miniprogram_open","contact_added"],"window":"7d""#,
            #"["link_click"],"window":{"link_click":"7d","page_view":"1d"}"#,
            "/rules/1/window/page_view unknown_member"),
        Change("miniprogram_open", "order_param", "/rules/1/kinds/1 not_allowed"),
        Change("miniprogram_open", "link_click", "/rules/1/kinds repeated"),
        Change(
            #"["link_click","miniprogram_open","contact_added"]"#, "[]",
            "/rules/1/kinds too_short"),
    ]

    @Test("every fault of a setting or a rule is told with its place", arguments: ofSettings)
    func settings(change: Change) throws {
        let faults = try change.faults(of: PolicyTests.starter)
        #expect(faults.map { "\($0.pointer) \($0.code.rawValue)" } == [change.fault])
    }

    static let ofModels = [
        Change(
            #""half_life":"7d""#, #""half_life":"0s""#, "/rules/6/half_life bad_format"),
        Change(#","half_life":"7d""#, "", "/rules/6/half_life missing"),
        Change(
            #""model":"linear""#, #""model":"linear","half_life":"7d""#,
            "/rules/4/half_life contradiction"),
        Change(
            #""model":"time_decay""#, #""model":"time_decay","weights":{"link_click":1}"#,
            "/rules/6/weights contradiction"),
        Change(
            #","weights":{"link_click":3,"miniprogram_open":1}"#, "", "/rules/8/weights missing"),
        Change(
            #"{"link_click":3,"miniprogram_open":1}"#, #"{"link_click":0,"page_view":0}"#,
            "/rules/8/weights contradiction"),
        Change(
            #"{"link_click":3,"miniprogram_open":1}"#, "{}", "/rules/8/weights contradiction"),
        Change(
            #""link_click":3"#, #""link_click":1000001"#, "/rules/8/weights/link_click too_large"),
        Change(#""link_click":3"#, #""link_click":-1"#, "/rules/8/weights/link_click negative"),
        Change(
            #""link_click":3"#, #""link_click":1.5"#, "/rules/8/weights/link_click not_an_integer"),
        Change(
            #""link_click":3"#, #""contact_added":3"#,
            "/rules/8/weights/contact_added unknown_member"
        ),
        Change(
            #"{"link_click":3,"miniprogram_open":1}"#, "[3,1]", "/rules/8/weights wrong_type"),
        Change(
            #""share_with_bound":3000"#, #""share_with_bound":10001"#,
            "/rules/4/share_with_bound too_large"),
        Change(
            #""share_with_bound":3000"#, #""share_with_bound":-1"#,
            "/rules/4/share_with_bound negative"),
        Change(
            #""share_with_bound":3000"#, #""share_with_bound":"30%""#,
            "/rules/4/share_with_bound wrong_type"),
    ]

    static let ofRelations = [
        Change(
            #""purchase"],"purchase_min""#, #""order_param"],"purchase_min""#,
            "/relation/bind_on/2 not_allowed"),
        Change(
            #""first_message","purchase"]"#, #""purchase","purchase"]"#,
            "/relation/bind_on repeated"),
        Change(
            #""bind_on":["contact_added","first_message","purchase"],"#, "",
            "/relation/bind_on missing"),
        Change(#""purchase_min":100"#, #""purchase_min":-1"#, "/relation/purchase_min negative"),
        Change(#""purchase_min":100"#, #""purchase_min":"1""#, "/relation/purchase_min wrong_type"),
        Change(#""validity":"permanent","#, "", "/relation/validity missing"),
        Change(
            #""validity":"permanent""#, #""validity":"for ever""#, "/relation/validity bad_format"),
        Change(#""protection":"36h","#, "", "/relation/protection missing"),
        Change(#""renew":"on_any","#, "", "/relation/renew missing"),
        Change(#""renew":"on_any""#, #""renew":"always""#, "/relation/renew not_allowed"),
        Change(#","capture":"always""#, "", "/relation/capture missing"),
        Change(#""capture":"always""#, #""capture":"on_any""#, "/relation/capture not_allowed"),
        Change(
            #""end_on_delete":true"#, #""end_on_delete":"yes""#,
            "/relation/end_on_delete wrong_type"
        ),
        Change(
            #""end_on_delete":true"#, #""end_on_delte":true"#,
            "/relation/end_on_delte unknown_member"),
    ]

    @Test(
        "every fault of a model or a relation is told with its place",
        arguments: ofModels + ofRelations)
    func models(change: Change) throws {
        let faults = try change.faults(of: PolicySamples.fullDocument)
        #expect(faults.map { "\($0.pointer) \($0.code.rawValue)" } == [change.fault])
    }

    @Test func `all faults are told at once`() throws {
        let document = PolicyTests.starter.replacing("30d", with: "soon")
            .replacing("goods", with: "x").replacing("keep", with: "fire")
        let faults = try #require(throws: JSONFaults.self) { try Policy(document: document) }
        #expect(
            faults.faults.map(\.pointer) == ["/credit_base", "/leaver", "/rules/0/window"])
    }

    @Test func `a fault names what is allowed`() throws {
        let change = Change(#""leaver":"house""#, #""leaver":"home""#, "")
        #expect(
            try change.faults(of: PolicySamples.fullDocument).map(\.message)
                == ["Give one of keep, successor, house, reject."])
    }

    @Test func `an unknown key is told with the nearest known one`() throws {
        let document = PolicyTests.starter.replacing("rejudge_for", with: "rejuge_for")
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
}
