import Foundation
import MeritCore
import MeritJSON
import Testing

@testable import MeritAttribution

/// `Schemas/policy.schema.json` describes policies whole; this build reads a part of them. Both
/// have to know the same words.
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
        #expect(
            try keys("properties") == Set(PolicyKeys.top + PolicyKeys.topElsewhere))
        for setting in PolicyKeys.fixed {
            #expect(
                try texts("properties/\(setting.key)/enum")
                    == Set([setting.value] + setting.others))
        }
        #expect(try texts("$defs/moment/enum") == Set(OrderMoment.allCases.map(\.rawValue)))
        #expect(try texts("properties/credit_base/enum") == ["goods", "paid"])
    }

    @Test(
        "both know the same keys of a rule",
        arguments: [
            ("order_param", "orderParamRule"), ("touches", "touchesRule"), ("house", "houseRule"),
        ])
    func rules(source: String, name: String) throws {
        let known =
            PolicyKeys.members(ofSource: source) + PolicyKeys.membersElsewhere(ofSource: source)
        #expect(try keys("$defs/\(name)/properties") == Set(["name", "from"] + known))
    }

    @Test func `both know the same sources, models and kinds`() throws {
        let definitions = try keys("$defs").filter { $0.hasSuffix("Rule") }
        let sources = try definitions.map { try value("$defs/\($0)/properties/from/const") }
        let known = PolicyKeys.sources + PolicyKeys.sourcesElsewhere
        #expect(sources.count == known.count)
        for name in known { #expect(sources.contains(.string(name))) }
        #expect(
            try texts("$defs/touchesRule/properties/model/enum")
                == Set(Rule.Model.allCases.map(\.rawValue) + PolicyKeys.modelsElsewhere))
        let onOrder: Set<TouchKind> = [.orderParam, .posAssign]
        #expect(
            try texts("$defs/touchKind/enum")
                == Set(TouchKind.allCases.filter { !onOrder.contains($0) }.map(\.name)))
    }
}
