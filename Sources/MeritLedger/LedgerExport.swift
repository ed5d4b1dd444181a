package import MeritCore
import MeritJSON

/// Ledger entries as files: pages of them, one after the other, make the whole.
package enum LedgerExport {
    /// JSON Lines: the hashed bytes and the hash of each entry, as Schemas/ledger.md describes.
    package static func jsonLines(_ entries: some Swift.Sequence<LedgerEntry>) -> [UInt8] {
        var writer = JSONWriter(.compact)
        for entry in entries {
            entry.write(to: &writer)
            writer.endLine()
        }
        return writer.take()
    }

    /// The byte order mark and the names of the columns, which are those of the JSON Lines.
    package static let csvHeader: [UInt8] = {
        var writer = CSVWriter(.start)
        writer.row([
            "number", "shop", "order_id", "line_id", "staff", "department", "store", "rule",
            "amount", "currency", "kind", "policy", "decision", "cause", "period", "at", "hash",
        ])
        return writer.bytes
    }()

    /// One row per entry; `amount` is a number in minor units.
    package static func csvRows(_ entries: some Swift.Sequence<LedgerEntry>) -> [UInt8] {
        var writer = CSVWriter(.continuation)
        for entry in entries {
            writer.number(entry.number)
            writer.text(entry.order.shop.value)
            writer.text(entry.order.order.value)
            writer.text(entry.line.value)
            writer.number(entry.staff.value)
            writer.text(entry.department?.value)
            writer.text(entry.store?.value)
            writer.text(entry.rule)
            writer.amount(entry.amount)
            writer.text(entry.currency.code)
            writer.text(entry.kind.name)
            writer.text(entry.policy.value)
            writer.number(entry.decision.value)
            writer.number(entry.cause.value)
            writer.text(entry.period.description)
            writer.text(entry.at.rfc3339)
            writer.text(entry.hash.hex)
            writer.endRow()
        }
        return writer.bytes
    }
}
