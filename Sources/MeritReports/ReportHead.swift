package import MeritCore
import MeritJSON
import MeritJournal
package import MeritLedger
import MeritStore

/// Of which state of the books a report is. Kept elsewhere, it shows later that nothing
/// before it was rewritten.
package struct ReportHead: Hashable, Sendable {
    /// Every fact up to here is in the figures.
    package let applied: Sequence
    /// The journal's chain value there.
    package let chain: Digest
    package let ledger: LedgerHead

    init(_ figures: ReportFigures) {
        applied = figures.applied.sequence
        chain = figures.applied.chain
        ledger = figures.head
    }

    init(_ basis: ReportBasis) {
        applied = basis.applied.sequence
        chain = basis.applied.chain
        ledger = basis.head
    }

    /// One line for people.
    var text: String {
        "journal \(applied.value) \(chain.hex.prefix(16))…, "
            + ledger.text
    }
}

extension JSONWriter {
    /// The member `head`: `{"sequence", "chain", "ledger": {"number", "hash"}}`.
    mutating func member(_ head: ReportHead) {
        object("head") { writer in
            writer.member("sequence", head.applied.value)
            writer.member("chain", head.chain.hex)
            writer.member(head.ledger)
        }
    }

    /// The member `ledger`: `{"number", "hash"}`.
    mutating func member(_ head: LedgerHead) {
        object("ledger") { writer in
            writer.member("number", head.number)
            writer.member("hash", head.hash.hex)
        }
    }
}

extension LedgerHead {
    /// A few words for people.
    var text: String { "ledger entry \(number) \(hash.hex.prefix(16))…" }
}
