package import MeritCommands
package import MeritCore

/// What came of a command.
package struct OutcomeRow: Hashable, Sendable {
    /// The command's record.
    package let sequence: Sequence
    package let recordedAt: Timestamp
    package let kind: FactKind
    package let actor: Actor
    package let verdict: Verdict

    package enum Verdict: Hashable, Sendable {
        case accepted(CommandResult)
        case refused(CommandRefusal)

        init(_ outcome: CommandOutcome) {
            switch outcome {
            case .accepted(_, let result): self = .accepted(result)
            case .refused(let refusal): self = .refused(refusal)
            }
        }
    }

    private static let insertQuery = Query(
        "outcomes.insert",
        """
        INSERT INTO outcomes (sequence, recorded_at, kind, actor_door, actor_person, link, person,
            adjustment, rerun, refusal, message, notes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let columns = """
        sequence, recorded_at, kind, actor_door, actor_person, link, person, refusal, message,
            notes, adjustment, rerun
        """
    private static let findQuery = Query(
        "outcomes.find", "SELECT \(columns) FROM outcomes WHERE sequence = ?")
    private static let pageQuery = Query(
        "outcomes.page",
        "SELECT \(columns) FROM outcomes WHERE sequence < ? ORDER BY sequence DESC LIMIT ?")

    func insert(_ connection: Connection) throws(StoreError) {
        var link: LinkNumber?
        var person: PersonNumber?
        var adjustment: AdjustmentNumber?
        var rerun: RerunNumber?
        var refusal: CommandRefusal?
        var notes = ByteWriter()
        switch verdict {
        case .accepted(let result):
            switch result.number {
            case .link(let number): link = number
            case .person(let number): person = number
            case .adjustment(let number): adjustment = number
            case .rerun(let number): rerun = number
            case nil: break
            }
            notes.write(each: result.warnings) { writer, warning in
                writer.write(text: warning.code.rawValue)
                writer.write(text: warning.message)
            }
        case .refused(let reason):
            refusal = reason
            notes.write(each: reason.details) { $0.write(text: $1) }
        }
        try connection(Self.insertQuery).run(
            sequence, recordedAt, kind.rawValue, actor.door.rawValue, actor.person, link, person,
            adjustment, rerun, refusal?.code.rawValue, refusal?.message, notes.bytes)
    }

    static func find(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> OutcomeRow? {
        try connection(findQuery).first(sequence) { row throws(StoreError) in
            try OutcomeRow(row)
        }
    }

    /// The latest before `sequence`, newest first.
    static func page(
        before sequence: Sequence, limit: Int, _ connection: Connection
    ) throws(StoreError) -> [OutcomeRow] {
        try connection(pageQuery).all(sequence, limit) { row throws(StoreError) in
            try OutcomeRow(row)
        }
    }
}

extension OutcomeRow {
    fileprivate init(_ row: Row) throws(StoreError) {
        let damage = StoreError.damaged("outcome \(row.integer(0)) cannot be read")
        guard let kind = FactKind(rawValue: UInt16(truncatingIfNeeded: row.integer(2))),
            let door = Actor.Door(rawValue: UInt8(truncatingIfNeeded: row.integer(3)))
        else { throw damage }
        var notes = ByteReader(row.bytes(9))
        do throws(ByteReader.Fault) {
            if row.isNull(7) {
                verdict = .accepted(try Self.result(row, &notes))
            } else {
                guard let code = CommandRefusal.Code(rawValue: row.text(7)) else {
                    throw .invalid("refusal")
                }
                let details = try notes.each { inner throws(ByteReader.Fault) in
                    try inner.text()
                }
                verdict = .refused(
                    CommandRefusal(code: code, message: row.text(8), details: details))
            }
        } catch {
            throw damage
        }
        sequence = row.sequence(0)
        recordedAt = row.timestamp(1)
        self.kind = kind
        actor = Actor(person: row.optional(4, row.person), door: door)
    }

    private static func result(
        _ row: Row, _ notes: inout ByteReader
    ) throws(ByteReader.Fault) -> CommandResult {
        let link = row.link(5).map { CommandNumber.link($0) }
        let person = row.optional(6, row.person).map { CommandNumber.person($0) }
        let adjustment = row.optional(10, row.adjustment).map { CommandNumber.adjustment($0) }
        let rerun = row.optional(11, row.rerun).map { CommandNumber.rerun($0) }
        let warnings = try notes.each { inner throws(ByteReader.Fault) in
            guard let code = CommandWarning.Code(rawValue: try inner.text()) else {
                throw .invalid("warning")
            }
            return CommandWarning(code: code, message: try inner.text())
        }
        return CommandResult(number: link ?? person ?? adjustment ?? rerun, warnings: warnings)
    }
}
