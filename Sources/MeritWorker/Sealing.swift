package import MeritCore
import MeritLedger
package import MeritStore

/// The worker's last step: a month that was closed and has no seal yet gets its files, then the
/// fact that seals them.
///
/// The files come first. A crash behind them finds them written and writes the same again; files
/// of other bytes that stand in their place are left alone, for the seal says what the books say,
/// and `merit verify` names what differs from it.
package struct Sealing: Sendable {
    package let folder: SealedFolder

    /// `folder` is made when the first month is sealed.
    package init(_ folder: SealedFolder) { self.folder = folder }

    /// Writes the files of a closed month, durably, and returns the fact to append. Nothing may be
    /// pending: every entry of the month is in the store. Throws `full` where the disk is, which
    /// may be tried again, and `damaged` where the month's figures do not tie out.
    package func seal(
        _ period: Period, closing: Sequence, of store: Store
    ) throws(StoreError) -> PeriodSealed {
        let written = try folder.write(period, of: store)
        guard written.summary.tiesOut else {
            throw .damaged("the figures of \(period) do not sum to its entries")
        }
        return PeriodSealed(
            written.summary, closing: closing, head: try store.ledgerHead())
    }
}
