import MeritAttribution
import MeritCommands
import MeritCore
import MeritJournal

extension Applier {
    private static let insertKeyChange = Query(
        "apiKeyChanges.insert",
        """
        INSERT INTO api_key_changes (sequence, recorded_at, key, change, person, name, scopes,
            actor_door, actor_person)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)

    /// Fixes the outcome of a command and, where it is accepted, adds its rows.
    mutating func apply(command fact: FactPayload, _ record: Record) throws(StoreError) {
        guard let command = fact.command else { return }
        let decided = try outcome(
            of: fact, at: record.time, sequence: record.sequence, in: memory.directory,
            lookup: StoredBooks(self))
        guard let decided else { return }
        try OutcomeRow(
            sequence: record.sequence, recordedAt: record.time, kind: command.kind,
            actor: command.actor, verdict: OutcomeRow.Verdict(decided)
        ).insert(connection)
        guard case .accepted(let changes, _) = decided else { return }
        for change in changes { try take(change, record) }
    }

    private mutating func take(
        _ change: DirectoryChange, _ record: Record
    ) throws(StoreError) {
        let evidence = evidence(of: change)
        let credited = try evidence.map { change throws(StoreError) in
            try purchases(creditedTo: change)
        }
        try DirectoryRows.insert(change, record, connection)
        memory.directory.apply(change)
        directoryEffect = .changed
        if change.isExamined { memory.latestDirectoryRow = record.sequence }
        if let evidence {
            try directoryChanged(
                evidence, credited: credited ?? [], by: Evidence(record, .business))
        }
        switch change {
        case .calendar: rollups.follow(memory.directory.calendar)
        case .policy(let row): try reschedule(after: row.policy, cause: record.sequence)
        case .staff(let row): memory.staffAliases.formUnion(row.aliases)
        case .split(let row): try split(row, record)
        case .adjustment(let row) where row.state == .approved:
            try adjust(row, cause: record.sequence)
        case .rerun(let row) where row.state == .approved:
            try rerun(row, cause: record.sequence)
        case .shop, .person, .department, .staffRevocation, .link, .linkRevocation, .key,
            .identity, .adjustment, .rerun, .closeProposal, .closing, .keyIssue:
            break
        }
    }

    /// Who gave whom a key is kept as it was told, beside what it means for acting together.
    func apply(_ change: APIKeyChanged, _ record: Record) throws(StoreError) {
        var scopes = ByteWriter()
        scopes.write(each: change.scopes) { $0.write(text: $1) }
        try connection(Self.insertKeyChange).run(
            record.sequence, record.time, change.key, change.change.rawValue, change.person,
            change.personal?.name, scopes.bytes, change.actor.door.rawValue, change.actor.person)
    }

    // MARK: Seals

    private static let closing = Query(
        "closings.find", "SELECT 1 FROM closings WHERE period = ? AND sequence = ?")
    private static let insertSeal = Query(
        "seals.insert",
        """
        INSERT INTO seals (period, sequence, recorded_at, version, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (period) DO NOTHING
        """)

    /// A period is sealed once, for the close that the seal names.
    mutating func apply(_ seal: PeriodSealed, _ record: Record) throws(StoreError) {
        let isClosed = try connection(Self.closing).first(seal.period, seal.closing) { _ in true }
        var inserted = 0
        if isClosed ?? false {
            inserted = try connection(Self.insertSeal).change(
                seal.period, record.sequence, record.time, record.version,
                Array(record.publicBody))
        }
        if inserted == 0 {
            try keepBad(record, .unknownClosing, detail: "seal of \(seal.period)")
        }
    }
}

extension DirectoryChange {
    /// Whether judgements look at such rows.
    fileprivate var isExamined: Bool {
        switch self {
        case .staff, .department, .staffRevocation, .link, .linkRevocation: true
        default: false
        }
    }
}
