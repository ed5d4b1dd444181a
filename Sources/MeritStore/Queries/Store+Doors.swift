package import MeritCore

/// Whether something was met before.
package enum Acquaintance: Hashable, Sendable {
    case known
    case unknown
}

extension Store {
    private static let content = Query(
        "orderEvents.contentOf",
        "SELECT content FROM order_events WHERE shop = ? AND event = ?")
    private static let imported = Query(
        "touches.imported", "SELECT 1 FROM touches WHERE event = ? AND source = 17")
    private static let handOverEvent = Query(
        "handOvers.known", "SELECT 1 FROM hand_overs WHERE event = ? AND state = ?")
    private static let contactEvent = Query(
        "contactChanges.known", "SELECT 1 FROM contact_changes WHERE event = ?")
    private static let clickToken = Query(
        "touches.token",
        "SELECT slot, staff, link, issued FROM touches WHERE sequence = ? AND source = 1")

    /// The digest of the order event that took this id; nil where none did.
    package func orderEventDigest(
        shop: ShopName, event: EventID
    ) throws(StoreError) -> Digest? {
        try file.read { connection throws(StoreError) in
            try connection(Self.content).first(shop, event) { row throws(StoreError) in
                try row.digest(0)
            }
        }
    }

    /// Whether an imported touch with this id was applied.
    package func importedTouch(_ event: EventID) throws(StoreError) -> Acquaintance {
        try file.read { connection throws(StoreError) in
            try connection(Self.imported).first(event) { _ in .known } ?? .unknown
        }
    }

    /// Whether a hand-over with this id was applied in this state.
    package func handOver(
        _ event: EventID, _ state: HandOver.State
    ) throws(StoreError) -> Acquaintance {
        try file.read { connection throws(StoreError) in
            try connection(Self.handOverEvent).first(event, state.rawValue) { _ in .known }
                ?? .unknown
        }
    }

    /// Whether a contact fact with this id was applied: added or deleted.
    package func contactChange(_ event: EventID) throws(StoreError) -> Acquaintance {
        try file.read { connection throws(StoreError) in
            try connection(Self.contactEvent).first(event) { _ in .known } ?? .unknown
        }
    }

    /// The token that the click with this record was made with; nil where the record is no click.
    package func click(_ sequence: Sequence) throws(StoreError) -> TokenClaim? {
        try file.read { connection throws(StoreError) in
            try connection(Self.clickToken).first(sequence) { row in
                TokenClaim(
                    slot: KeySlot(unchecked: UInt8(truncatingIfNeeded: row.integer(0))),
                    staff: row.staff(1),
                    link: LinkNumber(unchecked: UInt32(truncatingIfNeeded: row.integer(2))),
                    issued: IssueDay(UInt16(truncatingIfNeeded: row.integer(3))))
            }
        }
    }

    /// What came of a command; nil where the record is no command or is not applied yet.
    package func outcome(of command: Sequence) throws(StoreError) -> OutcomeRow? {
        try file.read { connection throws(StoreError) in
            try OutcomeRow.find(command, connection)
        }
    }

    /// The latest commands before `sequence`, or of all, newest first: who did what, when.
    package func outcomes(
        before sequence: Sequence?, limit: Int
    ) throws(StoreError) -> [OutcomeRow] {
        try file.read { connection throws(StoreError) in
            try OutcomeRow.page(before: sequence ?? .last, limit: limit, connection)
        }
    }
}
