import MeritAttribution
import MeritCore
import MeritJournal

extension Applier {
    private static let insertContact = Query(
        "contactChanges.insert",
        """
        INSERT INTO contact_changes (sequence, event, contact, change, changed_at, staff,
            recorded_at, door, person, file, line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event) DO NOTHING
        """)
    private static let insertDeletionAlias = Query(
        "contactDeletionAliases.insert",
        """
        INSERT INTO contact_deletion_aliases (alias, deletion) VALUES (?, ?)
        ON CONFLICT DO NOTHING
        """)
    private static let insertHandOver = Query(
        "handOvers.insert",
        """
        INSERT INTO hand_overs (sequence, event, handed_at, from_staff, to_staff, state,
            recorded_at, door, person, file, line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event, state) DO NOTHING
        """)
    private static let insertHandOverAlias = Query(
        "handOverAliases.insert",
        """
        INSERT INTO hand_over_aliases (alias, hand_over) VALUES (?, ?) ON CONFLICT DO NOTHING
        """)

    /// A contact fact is known by its event: repeats do nothing. An added contact is a touch, known
    /// by the contact's id too: another fact about the same one only binds what it names.
    mutating func apply(_ contact: ContactChanged, _ record: Record) throws(StoreError) {
        let provenance = contact.provenance
        let inserted = try connection(Self.insertContact).change(
            record.sequence, contact.event, contact.id.isEmpty ? nil : contact.id,
            contact.change.rawValue, contact.at, contact.staff, record.time,
            provenance?.actor.door.rawValue, provenance?.actor.person, provenance?.file,
            provenance?.line)
        guard inserted > 0 else { return }
        let aliases = contact.personal?.aliases ?? []
        switch contact.change {
        case .added: try add(contact, aliases, record)
        case .deletedByCustomer:
            try note(aliases, of: record, Self.insertDeletionAlias)
            try customerTold(aliases, at: contact.at, by: Evidence(record, .business))
        case .deletedByStaff: try note(aliases, of: record, Self.insertDeletionAlias)
        }
    }

    private mutating func add(
        _ contact: ContactChanged, _ aliases: [Alias], _ record: Record
    ) throws(StoreError) {
        let insertion = try insert(
            TouchInput(
                source: .contactChanged, kind: .contactAdded, at: contact.at,
                staff: contact.staff, link: nil, verdict: .human, rejection: nil, token: nil,
                event: contact.event, aliases: aliases, contact: contact.id),
            record)
        guard insertion == .repeated else { return }
        let evidence = Evidence(record, .business)
        let made = try bind(AliasPair.all(of: try numbered(aliases)), by: evidence)
        try customersChanged(made, by: evidence)
    }

    /// A hand-over is known by its event and state: one that waited may be done later. Only one
    /// that is done moves anything.
    mutating func apply(_ handOver: HandOver, _ record: Record) throws(StoreError) {
        let provenance = handOver.provenance
        let inserted = try connection(Self.insertHandOver).change(
            record.sequence, handOver.event, handOver.at, handOver.from, handOver.to,
            handOver.state.rawValue, record.time, provenance?.actor.door.rawValue,
            provenance?.actor.person, provenance?.file, provenance?.line)
        guard inserted > 0 else { return }
        let aliases = handOver.personal?.aliases ?? []
        try note(aliases, of: record, Self.insertHandOverAlias)
        if handOver.state == .done {
            try customerTold(aliases, at: handOver.at, by: Evidence(record, .business))
        }
    }

    private mutating func note(
        _ aliases: [Alias], of record: Record, _ query: Query
    ) throws(StoreError) {
        for alias in try numbered(aliases) {
            try connection(query).run(alias.number, record.sequence)
        }
    }

    /// Withdraws the binding of a pair: whoever is reached from both is looked at anew.
    mutating func split(_ row: SplitRow, _ record: Record) throws(StoreError) {
        for pair in AliasPair.all(of: try numbered([row.left, row.right])) {
            try connection(Self.insertSplit).run(
                record.sequence, record.time, pair.left.number, pair.right.number)
            if try Bindings.split(pair, at: record.sequence, connection) == .changed {
                try customersChanged(
                    BindingNews(changed: [pair]), by: Evidence(record, .business))
            }
        }
    }

    private static let insertSplit = Query(
        "identitySplits.insert",
        """
        INSERT INTO identity_splits (sequence, recorded_at, left_alias, right_alias)
        VALUES (?, ?, ?, ?)
        """)
}
