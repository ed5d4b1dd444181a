import MeritAttribution
import MeritCore
import MeritJSON

extension DirectoryRows {
    /// The directory as its rows tell it.
    static func load(_ connection: Connection) throws(StoreError) -> Directory {
        var directory = Directory()
        for (query, read) in readers {
            try connection(query).each { row throws(StoreError) in
                directory.apply(try read(row))
                return .more
            }
        }
        return directory
    }

    /// Every change of the directory that its rows tell, in journal order: those up to a position
    /// make the directory that stood there.
    static func history(_ connection: Connection) throws(StoreError) -> [RecordedChange] {
        var changes: [RecordedChange] = []
        for (query, read) in readers {
            try connection(query).each { row throws(StoreError) in
                changes.append(RecordedChange(sequence: row.sequence(0), change: try read(row)))
                return .more
            }
        }
        return changes.sorted { $0.sequence < $1.sequence }
    }

    /// Each kind of row: how it is read, in the order it was recorded. The record comes first.
    private static var readers: [(Query, (Row) throws(StoreError) -> DirectoryChange)] {
        [
            (
                Query("calendars.all", "SELECT sequence, body FROM calendars ORDER BY sequence"),
                calendar
            ),
            (
                Query(
                    "identitySettings.all",
                    """
                    SELECT sequence, never_merge, shared_after FROM identity_settings
                    ORDER BY sequence
                    """),
                identity
            ),
            (
                Query(
                    "policies.all",
                    "SELECT sequence, recorded_at, document FROM policies ORDER BY sequence"),
                policy
            ),
            (
                Query(
                    "keyChanges.all",
                    "SELECT sequence, recorded_at, slot, state FROM key_changes ORDER BY sequence"),
                key
            ),
            (Query("shops.all", "SELECT sequence, shop FROM shops ORDER BY sequence"), shop),
            (
                Query(
                    "persons.all",
                    """
                    SELECT sequence, recorded_at, person, name, userid, created_by FROM persons
                    ORDER BY person
                    """),
                person
            ),
            (
                Query(
                    "departments.all",
                    """
                    SELECT sequence, recorded_at, department, name, parent, store, effective_at
                    FROM departments ORDER BY sequence
                    """),
                department
            ),
            (
                Query(
                    "staff.all",
                    """
                    SELECT sequence, recorded_at, staff, department, employed_from_at,
                        employed_to_at, successor, role, effective_at, name, userid, aliases
                    FROM staff ORDER BY sequence
                    """),
                staff
            ),
            (
                Query(
                    "staffRevocations.all",
                    """
                    SELECT sequence, recorded_at, staff, change FROM staff_revocations
                    ORDER BY sequence
                    """),
                staffRevocation
            ),
            (
                Query(
                    "links.all",
                    """
                    SELECT sequence, recorded_at, link, kind, destination, channel, campaign,
                        valid_days
                    FROM links ORDER BY link
                    """),
                link
            ),
            (
                Query(
                    "linkRevocations.all",
                    "SELECT sequence, recorded_at, link FROM link_revocations ORDER BY sequence"),
                linkRevocation
            ),
            (
                Query(
                    "closings.all",
                    "SELECT \(BookRows.closingColumns) FROM closings ORDER BY period"),
                { row in .closing(BookRows.closing(row)) }
            ),
            (
                Query(
                    "keyIssues.all",
                    """
                    SELECT sequence, recorded_at, issuer, holder FROM key_issues
                    ORDER BY sequence
                    """),
                keyIssue
            ),
        ]
    }

    private static func damage(_ row: Row, _ what: String) -> StoreError {
        .damaged("the \(what) recorded as \(row.integer(0)) cannot be read")
    }

    private static func calendar(_ row: Row) throws(StoreError) -> DirectoryChange {
        do {
            let fact = try CalendarSet(
                version: CalendarSet.version, publicBody: row.bytes(1)[...], personalBody: nil)
            return .calendar(fact.calendar, from: fact.from)
        } catch {
            throw .damaged("the calendar cannot be read: \(error)")
        }
    }

    private static func identity(_ row: Row) throws(StoreError) -> DirectoryChange {
        let kinds = row.bytes(1).compactMap { AliasKind(rawValue: $0) }
        return .identity(
            IdentitySettings(
                neverMerge: Set(kinds), sharedAfter: UInt32(truncatingIfNeeded: row.integer(2))))
    }

    private static func policy(_ row: Row) throws(StoreError) -> DirectoryChange {
        do {
            let policy = try Policy(document: row.text(2))
            return .policy(
                PolicyRow(recorded: row.sequence(0), recordedAt: row.timestamp(1), policy: policy))
        } catch {
            throw damage(row, "policy")
        }
    }

    private static func key(_ row: Row) throws(StoreError) -> DirectoryChange {
        guard let slot = KeySlot(row.integer(2)),
            let state = KeySlotState(rawValue: UInt8(truncatingIfNeeded: row.integer(3)))
        else { throw damage(row, "key change") }
        return .key(
            KeyRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), slot: slot, state: state))
    }

    private static func shop(_ row: Row) throws(StoreError) -> DirectoryChange {
        .shop(row.name(1))
    }

    private static func person(_ row: Row) throws(StoreError) -> DirectoryChange {
        .person(
            PersonRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), person: row.person(2),
                name: row.optional(3, row.text), userID: row.optional(4, row.text),
                createdBy: row.optional(5, row.person)))
    }

    private static func department(_ row: Row) throws(StoreError) -> DirectoryChange {
        .department(
            DepartmentRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), department: row.name(2),
                name: row.text(3), parent: row.optionalName(4), store: row.optionalName(5),
                effectiveFrom: row.optional(6, row.timestamp)))
    }

    private static func staff(_ row: Row) throws(StoreError) -> DirectoryChange {
        guard let role = StaffSet.Role(rawValue: UInt8(truncatingIfNeeded: row.integer(7))) else {
            throw damage(row, "staff row")
        }
        var reader = ByteReader(row.bytes(11))
        do {
            return .staff(
                StaffRow(
                    recorded: row.sequence(0), recordedAt: row.timestamp(1), staff: row.staff(2),
                    department: row.name(3), employedFrom: row.optional(4, row.timestamp),
                    employedTo: row.optional(5, row.timestamp),
                    successor: row.optional(6, row.staff), role: role,
                    effectiveFrom: row.optional(8, row.timestamp), name: row.text(9),
                    userID: row.optional(10, row.text), aliases: try reader.aliases()))
        } catch {
            throw damage(row, "staff row")
        }
    }

    private static func staffRevocation(_ row: Row) throws(StoreError) -> DirectoryChange {
        let raw = UInt8(truncatingIfNeeded: row.integer(3))
        guard let change = StaffRevocation.Change(rawValue: raw) else {
            throw damage(row, "revocation")
        }
        return .staffRevocation(
            StaffRevocationRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), staff: row.staff(2),
                change: change))
    }

    private static func link(_ row: Row) throws(StoreError) -> DirectoryChange {
        guard let number = row.link(2),
            let kind = LinkKind(rawValue: UInt8(truncatingIfNeeded: row.integer(3)))
        else { throw damage(row, "link") }
        return .link(
            LinkRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), link: number, kind: kind,
                destination: row.text(4), channel: row.name(5), campaign: row.optionalName(6),
                validDays: row.optional(7) { UInt32(truncatingIfNeeded: row.integer($0)) }))
    }

    private static func linkRevocation(_ row: Row) throws(StoreError) -> DirectoryChange {
        guard let number = row.link(2) else { throw damage(row, "link revocation") }
        return .linkRevocation(
            LinkRevocationRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), link: number))
    }

    private static func keyIssue(_ row: Row) throws(StoreError) -> DirectoryChange {
        .keyIssue(
            KeyIssueRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), issuer: row.person(2),
                holder: row.person(3)))
    }
}
