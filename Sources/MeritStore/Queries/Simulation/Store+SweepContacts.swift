package import MeritAttribution
package import MeritCore

/// A hand-over that was done, with the number of an alias it names.
package struct SweptHandOver: Sendable {
    package let alias: Int64
    package let handOver: CaseHandOver
}

/// A customer's deletion of a guide, with the number of an alias it names.
package struct SweptDeletion: Sendable {
    package let alias: Int64
    package let deletion: CaseDeletion
}

extension Store {
    private static let handOvers = Query(
        "sweep.handOvers",
        """
        SELECT a.alias, h.sequence, h.event, h.handed_at, h.from_staff, h.to_staff
        FROM hand_over_aliases a JOIN hand_overs h ON h.sequence = a.hand_over
        WHERE h.state = ? AND h.sequence <= ? AND (a.alias, a.hand_over) > (?, ?)
        ORDER BY a.alias, a.hand_over LIMIT ?
        """)
    private static let deletions = Query(
        "sweep.deletions",
        """
        SELECT a.alias, c.sequence, c.event, c.changed_at, c.staff
        FROM contact_deletion_aliases a JOIN contact_changes c ON c.sequence = a.deletion
        WHERE c.change = ? AND c.sequence <= ? AND (a.alias, a.deletion) > (?, ?)
        ORDER BY a.alias, a.deletion LIMIT ?
        """)
    private static let contactsPageMax = 20_000

    /// Every hand-over that was done and recorded up to `asOf`, once for each alias it names.
    package func sweepHandOvers(
        asOf: Sequence, _ body: (SweptHandOver) -> Void
    ) throws(StoreError) {
        let done = HandOver.State.done.rawValue
        var last = SweptPair(left: .min, right: 0)
        while true {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.handOvers).each(
                    done, asOf, last.left, last.right, Self.contactsPageMax
                ) { row in
                    last = SweptPair(left: row.integer(0), right: row.integer(1))
                    body(
                        SweptHandOver(
                            alias: last.left,
                            handOver: CaseHandOver(
                                sequence: row.sequence(1), id: Array(row.text(2).utf8),
                                at: row.timestamp(3), from: row.staff(4), to: row.staff(5))))
                    count += 1
                    return .more
                }
            }
            if count < Self.contactsPageMax { return }
        }
    }

    /// Every deletion by a customer recorded up to `asOf`, once for each alias it names.
    package func sweepDeletions(
        asOf: Sequence, _ body: (SweptDeletion) -> Void
    ) throws(StoreError) {
        let byCustomer = ContactChanged.Change.deletedByCustomer.rawValue
        var last = SweptPair(left: .min, right: 0)
        while true {
            var count = 0
            try file.read { connection throws(StoreError) in
                try connection(Self.deletions).each(
                    byCustomer, asOf, last.left, last.right, Self.contactsPageMax
                ) { row in
                    last = SweptPair(left: row.integer(0), right: row.integer(1))
                    body(
                        SweptDeletion(
                            alias: last.left,
                            deletion: CaseDeletion(
                                sequence: row.sequence(1), id: Array(row.text(2).utf8),
                                at: row.timestamp(3), staff: row.staff(4))))
                    count += 1
                    return .more
                }
            }
            if count < Self.contactsPageMax { return }
        }
    }
}
