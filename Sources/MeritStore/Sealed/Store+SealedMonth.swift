package import MeritCore
package import MeritLedger

extension Store {
    private static let sealedPage = 4_096

    /// The files of a month as the store's entries make them, handed out in pieces. Many short
    /// snapshots: nothing may be posted to the month meanwhile, which is so once it is closed.
    package func renderMonth(
        _ period: Period, _ write: (SealedFile, [UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) -> SealedSummary {
        var month = SealedMonth(of: period)
        var last: UInt64 = 0
        while true {
            let page = try entries(period: period, after: last, limit: Self.sealedPage)
            guard let end = page.last else { return try month.finish(write) }
            try month.take(page, write)
            last = end.number
        }
    }
}

extension SealedFolder {
    /// Writes the files of a closed month, each once; what stands there already stays. Whatever
    /// interrupts this, doing it again ends in the same files.
    package func write(_ period: Period, of store: Store) throws(StoreError) -> SealedWriting {
        let writer = try SealedWriter(self, period)
        let summary = try store.renderMonth(period) { file, bytes throws(StoreError) in
            try writer.write(file, bytes)
        }
        return SealedWriting(summary: summary, others: try writer.finish(summary))
    }
}

/// What came of writing a month's files.
package struct SealedWriting: Hashable, Sendable {
    package let summary: SealedSummary
    /// Files that were there already and hold other bytes: they were left alone.
    package let others: [SealedFile]
}

extension PeriodSealed {
    /// The seal of a closing, once its files are written. Sums beyond 64 bits, which only absurd
    /// amounts reach, stand in it as the nearest 64-bit number; the files have them in full.
    package init(_ summary: SealedSummary, closing: Sequence, head: LedgerHead) {
        self.init(
            period: summary.period, closing: closing,
            head: Head(number: head.number, hash: head.hash),
            totals: summary.totals.map { Totals($0) },
            files: summary.files.map { file, mark in
                File(name: file.rawValue, bytes: mark.bytes, digest: mark.digest)
            }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}

extension PeriodSealed.Totals {
    init(_ totals: SealedTotals) {
        self.init(
            currency: totals.currency, netBase: MinorAmount(Int64(clamping: totals.netBase)),
            credited: MinorAmount(Int64(clamping: totals.credited)),
            unattributed: MinorAmount(Int64(clamping: totals.unattributed)),
            entries: totals.entries)
    }
}
