import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritLedger
import MeritStore

/// `GET /v1/ledger/entries?period&after&limit&format`: entries in their order. A page of JSON has a
/// cursor; JSON Lines and CSV stream to the end, or for `limit` entries.
enum ListEntries: Endpoint {
    static let route = RouteName("GET", "/v1/ledger/entries")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    private enum Format: String {
        case json
        case jsonl
        case csv
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["period", "after", "limit", "format"])
        let pages = EntryPages(
            store: call.store,
            period: try query.optional("period", "a month (2026-11)") { Period($0) },
            after: try query.number("after", as: UInt64.self) ?? 0,
            countMax: try query.optional("limit", "a whole number from 1 on") { text in
                Int(text).flatMap { $0 > 0 ? $0 : nil }
            })
        let format =
            try query.optional("format", "json, jsonl or csv") { Format(rawValue: $0) } ?? .json
        switch format {
        case .json: return try page(call, pages, limit: query.limit())
        case .jsonl:
            return pages.response(type: "application/jsonl", head: []) {
                LedgerExport.jsonLines($0)
            }
        case .csv:
            return pages.response(
                type: "text/csv; charset=utf-8; header=present", head: LedgerExport.csvHeader
            ) { LedgerExport.csvRows($0) }
        }
    }

    private static func page(
        _ call: APICall, _ pages: EntryPages, limit: Int
    ) throws(Problem) -> Response {
        let entries = try call.stored { store throws(StoreError) in
            try store.entries(period: pages.period, after: pages.after, limit: limit)
        }
        let next = entries.count == limit ? entries.last.map { "\($0.number)" } : nil
        return Answer.object { writer in
            writer.array("items", entries) { writer, entry in entry.write(to: &writer) }
            writer.member("next", next)
        }
    }
}
