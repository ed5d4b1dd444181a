import MeritCore
import MeritLedger

/// A posting as it grows, order by order, up to what the journal takes at once.
struct PostingDraft {
    private var head: LedgerHead
    private let entriesMax: Int
    private var entries: [LedgerEntry] = []
    private var unchanged: [OrderKey] = []
    private var extent = Extent.wholeOrders

    private enum Extent {
        case wholeOrders
        /// Of one order that has more entries than a posting holds: the first of them.
        case part
    }

    /// Behind `head`; `entriesMax` is at least 1.
    init(head: LedgerHead, entriesMax: Int) {
        self.head = head
        self.entriesMax = entriesMax
    }

    /// True once an order did not fit: it and those behind it belong to the next posting.
    private(set) var isFull = false

    /// Adds the entries that an order is due, or notes that it is due none.
    mutating func take(_ drafts: [EntryDraft], of order: OrderKey) {
        if drafts.isEmpty {
            unchanged.append(order)
        } else if entries.count + drafts.count <= entriesMax {
            append(drafts[...])
        } else if entries.isEmpty, unchanged.isEmpty {
            append(drafts.prefix(entriesMax))
            extent = .part
            isFull = true
        } else {
            isFull = true
        }
    }

    private mutating func append(_ drafts: ArraySlice<EntryDraft>) {
        for draft in drafts { entries.append(head.append(draft)) }
    }

    /// A part of an order's entries is posted as of the journal's beginning: it serves no fact, so
    /// the order stays due until the rest is posted.
    func posting(asOf: Sequence) -> Posting {
        switch extent {
        case .wholeOrders: Posting(asOf: asOf, entries: entries, unchanged: unchanged)
        case .part: Posting(asOf: .zero, entries: entries, unchanged: unchanged)
        }
    }
}
