package import MeritCore
import MeritJournal

/// How much is in the store.
package struct StoreCounts: Hashable, Sendable {
    /// Facts applied.
    package let facts: UInt64
    package let touches: Int
    package let orders: Int
    /// Orders without a decision.
    package let undecided: Int
    package let decisions: Int
    package let entries: Int
    /// Orders to be judged.
    package let pending: Int
    /// Orders whose entries are to be computed anew.
    package let due: Int
    /// Bad records that nobody dealt with.
    package let badOpen: Int
}

/// What was answered without being recorded.
package struct GapRow: Hashable, Sendable {
    package let sequence: Sequence
    package let recordedAt: Timestamp
    package let reason: GapReason
    package let clicks: UInt64
    package let views: UInt64
    package let from: Timestamp
    package let to: Timestamp
}

/// Requests whose token's tag did not verify.
package struct RejectionRow: Hashable, Sendable {
    package let rejection: TokenRejection
    package let count: UInt64
}

extension Store {
    private static let count = Query(
        "store.counts",
        """
        SELECT (SELECT count(*) FROM touches), (SELECT count(*) FROM orders),
            (SELECT count(*) FROM orders WHERE decision IS NULL),
            (SELECT count(*) FROM decisions), (SELECT count(*) FROM entries),
            (SELECT count(*) FROM pending_judgements), (SELECT count(*) FROM due_orders),
            (SELECT count(*) FROM bad_records WHERE resolution IS NULL)
        """)
    private static let allGaps = Query(
        "gaps.all",
        """
        SELECT sequence, recorded_at, reason, clicks, views, from_at, to_at FROM gaps
        ORDER BY sequence
        """)
    private static let allRejections = Query(
        "rejections.sums",
        "SELECT rejection, sum(count) FROM rejections GROUP BY rejection ORDER BY rejection")

    /// Counts rows: its time grows with the store.
    package func counts() throws(StoreError) -> StoreCounts {
        let facts = cursor.mark.sequence.value
        let counts = try file.read { connection throws(StoreError) in
            try connection(Self.count).first { row in
                StoreCounts(
                    facts: facts, touches: row.int(0), orders: row.int(1), undecided: row.int(2),
                    decisions: row.int(3), entries: row.int(4), pending: row.int(5),
                    due: row.int(6), badOpen: row.int(7))
            }
        }
        guard let counts else { throw .damaged("counting gave no row") }
        return counts
    }

    /// What the journal could not record, as recorded.
    package func gaps() throws(StoreError) -> [GapRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.allGaps).all { row throws(StoreError) in
                guard let reason = GapReason(rawValue: UInt8(truncatingIfNeeded: row.integer(2)))
                else { throw .damaged("a gap has reason \(row.integer(2))") }
                return GapRow(
                    sequence: row.sequence(0), recordedAt: row.timestamp(1), reason: reason,
                    clicks: row.count(3), views: row.count(4), from: row.timestamp(5),
                    to: row.timestamp(6))
            }
        }
    }

    /// How many requests named a token that did not verify, by rejection.
    package func rejections() throws(StoreError) -> [RejectionRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.allRejections).all { row throws(StoreError) in
                let raw = UInt8(truncatingIfNeeded: row.integer(0))
                guard let rejection = TokenRejection(rawValue: raw) else {
                    throw .damaged("a rejection is \(raw)")
                }
                return RejectionRow(rejection: rejection, count: row.count(1))
            }
        }
    }
}
