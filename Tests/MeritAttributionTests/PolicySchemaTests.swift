import Foundation
import MeritCore
import MeritJSON
import Testing

@testable import MeritAttribution

/// `Schemas/policy.schema.json` and the reader of policies have to know the same words.
@Suite struct PolicySchemaTests {
    private let schema: JSONValue

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Schemas/policy.schema.json")
        schema = try JSONValue(parsing: Array(try Data(contentsOf: file)), limits: .ownFile)
    }

    private func value(_ path: String) throws -> JSONValue {
        var value = schema
        for key in path.split(separator: "/") {
            guard case .object(let object) = value else { break }
            value = try #require(object[String(key)])
        }
        return value
    }

    private func keys(_ path: String) throws -> Set<String> {
        guard case .object(let object) = try value(path) else { return [] }
        return Set(object.members.map(\.key))
    }

    private func texts(_ path: String) throws -> Set<String> {
        guard case .array(let elements) = try value(path) else { return [] }
        return Set(
            elements.compactMap { if case .string(let text) = $0 { text } else { nil } })
    }

    @Test func `both know the same settings`() throws {
        #expect(try keys("properties") == Set(PolicyKeys.top))
        #expect(
            try texts("properties/self_purchase/enum")
                == Set(SelfPurchase.allCases.map(\.rawValue)))
        #expect(
            try texts("properties/cross_store/enum") == Set(CrossStore.allCases.map(\.rawValue)))
        #expect(try texts("properties/leaver/enum") == Set(Leaver.allCases.map(\.rawValue)))
        #expect(try texts("$defs/moment/enum") == Set(OrderMoment.allCases.map(\.rawValue)))
        #expect(try texts("properties/credit_base/enum") == ["goods", "paid"])
        #expect(try value("properties/rules/maxItems") == .integer(Int64(Policy.rulesMax)))
    }

    @Test func `both know the same terms of a relation`() throws {
        typealias Terms = RelationTerms
        #expect(try keys("$defs/relation/properties") == Set(PolicyKeys.relation))
        #expect(
            try texts("$defs/relation/properties/renew/enum")
                == Set(Terms.Renewal.allCases.map(\.rawValue)))
        #expect(
            try texts("$defs/relation/properties/capture/enum")
                == Set(Terms.Capture.allCases.map(\.rawValue)))
        #expect(
            try value("$defs/relation/properties/purchase_min/default")
                == .integer(Terms.purchaseMinDefault.value))
        #expect(
            try texts("$defs/relationRule/properties/phase/enum")
                == Set(RelationPhase.allCases.map(\.rawValue)))
    }

    @Test(
        "both know the same keys of a rule",
        arguments: [
            ("pos_assign", "posAssignRule"), ("order_param", "orderParamRule"),
            ("touches", "touchesRule"), ("relation", "relationRule"), ("house", "houseRule"),
        ])
    func rules(source: String, name: String) throws {
        let known = ["name", "from"] + PolicyKeys.members(ofSource: source)
        #expect(try keys("$defs/\(name)/properties") == Set(known))
    }

    @Test func `both know the same sources, models and kinds`() throws {
        let definitions = try keys("$defs").filter { $0.hasSuffix("Rule") }
        let sources = try definitions.map { try value("$defs/\($0)/properties/from/const") }
        #expect(sources.count == PolicyKeys.sources.count)
        for name in PolicyKeys.sources { #expect(sources.contains(.string(name))) }
        let touches = "$defs/touchesRule/properties"
        #expect(try texts("\(touches)/model/enum") == Set(PolicyKeys.models))
        #expect(
            try value("\(touches)/weights/additionalProperties/maximum")
                == .integer(Int64(Rule.Model.weightMax)))
        #expect(
            try value("\(touches)/share_with_bound/maximum")
                == .integer(Int64(BasisPoints.whole.value)))
        #expect(
            try texts("$defs/touchKind/enum") == Set(TouchKind.ofCustomers.map(\.name)))
    }
}
