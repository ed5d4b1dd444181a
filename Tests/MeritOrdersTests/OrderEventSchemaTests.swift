import Foundation
import MeritCore
import Testing

@testable import MeritJSON
@testable import MeritOrders

/// The published schema and the parser are two descriptions of one thing.
@Suite struct OrderEventSchemaTests {
    private func schema() throws -> SchemaChecker {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Schemas/order-event.schema.json")
        let bytes = [UInt8](try Data(contentsOf: file))
        return SchemaChecker(root: try JSONValue(parsing: bytes, limits: .ownFile))
    }

    private let bodies = [
        OrderDocument.paid, OrderDocument.refunded, OrderDocument.refundedWhole,
        OrderDocument.cancelled,
    ]

    @Test("both accept the documents of these tests")
    func accepted() throws {
        let schema = try schema()
        for body in bodies {
            #expect(try schema.accepts(JSONValue(parsing: Array(body.utf8))), "\(body)")
            #expect(try OrderDocument.faults(body) == [])
        }
    }

    @Test("the schema has no word that its checker does not know")
    func knownWords() throws {
        #expect(try schema().unknownWords() == [])
    }

    @Test("both accept and refuse the same documents when one or two places are changed")
    func agreement() throws {
        let schema = try schema()
        var random = SeededGenerator()
        let note = random.description
        var refused = 0
        for round in 0..<1_500 {
            var body = bodies[round % bodies.count]
            for place in 0...Int.random(in: 0...1, using: &random) {
                let pointer = pointers.randomElement(using: &random) ?? "/type"
                let value = value(named: "\(round)x\(place)", using: &random)
                // A schema can't know which shop it is, nor what makes a phone number.
                let isText = value.hasPrefix("\"")
                if isText, pointer == "/shop" || pointer == "/buyer/phone" { continue }
                // Nor what amounts sum to.
                if value == "\(MinorAmount.statedMax.value)", Self.summed.contains(pointer) {
                    continue
                }
                body = try OrderDocument.edited(body, pointer, value)
            }
            let isValid = schema.accepts(try JSONValue(parsing: Array(body.utf8)))
            let faults = try OrderDocument.faults(body)
            refused += isValid ? 0 : 1
            #expect(faults.isEmpty == isValid, "\(body) \(faults), \(note)")
        }
        #expect((400...1_300).contains(refused), "both sides are tried, \(note)")
    }

    private static let summed: Set = ["/lines/0/amount", "/freight"]

    private let pointers = [
        "/type", "/shop", "/order_id", "/version", "/occurred_at", "/currency", "/created_at",
        "/paid_at", "/completed_at", "/store", "/lines", "/lines/0", "/lines/0/line_id",
        "/lines/0/amount", "/lines/0/sku", "/lines/0/category", "/lines/0/quantity", "/freight",
        "/buyer", "/buyer/phone", "/buyer/visitor", "/attribution", "/attribution/token",
        "/attribution/click_id", "/attribution/assigned_staff", "/refund", "/refund/refund_id",
        "/refund/lines", "/refund/lines/0", "/refund/lines/0/line_id", "/refund/lines/0/amount",
        "/refund/freight", "/refund/amount", "/other",
    ]

    /// JSON texts, `name` in those that must differ from each other; empty takes the place out.
    private func value(named name: String, using random: inout SeededGenerator) -> String {
        let values = [
            "", "", "null", "null", "0", "-0", "1", "-1", "5000", "16777215", "16777216",
            "9007199254740992", "9007199254740993", "1.5", "true", "[]", "{}", "\"\"",
            "\"n\(name)\"", "\"freight\"", "\"CNY\"", "\"order.paid\"", "\"order.refunded\"",
            "\"order.cancelled\"", "\"2026-11-21T10:00:00+08:00\"", "\"2026-11-21T24:00:00Z\"",
            "{\"refund_id\":\"R2\",\"amount\":3}", "{\"refund_id\":\"R2\",\"freight\":3}",
            "{\"line_id\":\"l\(name)\",\"amount\":1}", "[{\"line_id\":\"9\",\"amount\":1}]",
        ]
        return values.randomElement(using: &random) ?? ""
    }
}
