import MeritCore
import MeritLedger
import MeritStore
import Testing

@testable import MeritJSON
@testable import MeritReports

struct LedgerExportTests {
    private func lines(_ bytes: [UInt8], _ end: String) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: end).map(String.init)
    }

    @Test func `JSON Lines are the hashed bytes with their hash, by the schema`() throws {
        let entries = try Retailer().store.entries(period: nil, after: 0, limit: 100)
        let exported = lines(LedgerExport.jsonLines(entries), "\n")
        #expect(exported == entries.map { String(decoding: $0.jsonLine, as: UTF8.self) })
        #expect(LedgerHead.verify(entries) == nil)
        let schema = try SchemaChecker.named("ledger-entry")
        #expect(schema.unknownWords() == [])
        for line in exported {
            #expect(schema.accepts(try JSONValue(parsing: Array(line.utf8))), "\(line)")
        }
    }

    @Test func `the schema refuses an entry of zero and one with a member too many`() throws {
        let entries = try Retailer().store.entries(period: nil, after: 0, limit: 1)
        let line = String(decoding: LedgerExport.jsonLines(entries), as: UTF8.self).dropLast()
        let schema = try SchemaChecker.named("ledger-entry")
        let zero = line.replacing("\"amount\":19900", with: "\"amount\":0")
        let more = line.replacing("{\"number\"", with: "{\"more\":1,\"number\"")
        let less = line.replacing("\"staff\":1001,", with: "")
        for wrong in [zero, more, less] {
            #expect(!schema.accepts(try JSONValue(parsing: Array(wrong.utf8))), "\(wrong)")
        }
    }

    @Test func `pages make the whole`() throws {
        let store = try Retailer().store
        var pages = LedgerExport.csvHeader
        var last: UInt64 = 0
        while true {
            let page = try store.entries(period: nil, after: last, limit: 2)
            guard let end = page.last else { break }
            pages += LedgerExport.csvRows(page)
            last = end.number
        }
        let all = try store.entries(period: nil, after: 0, limit: 100)
        #expect(pages == LedgerExport.csvHeader + LedgerExport.csvRows(all))
        #expect(all.count == 7)
    }

    @Test func `CSV has the columns of the lines, and amounts are numbers`() throws {
        let entries = try Retailer().store.entries(period: nil, after: 0, limit: 100)
        let rows = lines(LedgerExport.csvHeader + LedgerExport.csvRows(entries), "\r\n")
        #expect(
            rows[0] == "\u{feff}number,shop,order_id,line_id,staff,department,store,rule,amount,"
                + "currency,kind,policy,decision,cause,period,at,hash")
        let last = try #require(entries.last)
        #expect(
            rows[7] == "7,mall,A1,1,1001,SH,SH-001,shared,-5000,CNY,reversal,starter-v1,"
                + "\(last.decision.value),\(last.cause.value),2026-12,"
                + "2026-12-02T01:00:00.000Z,\(last.hash.hex)")
    }
}
