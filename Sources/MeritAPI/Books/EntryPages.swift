import Hummingbird
import MeritCore
import MeritLedger
import MeritStore
import NIOCore

/// Ledger entries read page by page while they are sent, so that no answer holds them all.
struct EntryPages: Sendable {
    let store: Store
    let period: Period?
    let after: UInt64
    /// Nil: to the end.
    let countMax: Int?

    private static let pageMax = 1_000

    /// The entries as `rendered`, behind `head`. A store that fails breaks the connection off: an
    /// answer that ends properly is whole.
    func response(
        type: String, head: [UInt8], rendered: @escaping @Sendable ([LedgerEntry]) -> [UInt8]
    ) -> Response {
        let pages = self
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                if !head.isEmpty { try await writer.write(ByteBuffer(bytes: head)) }
                var after = pages.after
                var left = pages.countMax ?? .max
                while left > 0 {
                    let limit = min(left, Self.pageMax)
                    let entries = try pages.store.entries(
                        period: pages.period, after: after, limit: limit)
                    guard let last = entries.last else { break }
                    try await writer.write(ByteBuffer(bytes: rendered(entries)))
                    after = last.number
                    left -= entries.count
                    if entries.count < limit { break }
                }
                try await writer.finish(nil)
            })
    }
}
