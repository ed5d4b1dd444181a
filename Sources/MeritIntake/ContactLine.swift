import MeritCore
import MeritCrypto
import MeritIdentity
import MeritJSON
import MeritOrders

/// One line of a contact import, as it stands in the file.
struct ContactLine {
    let event: EventID
    let at: Timestamp
    let staff: StaffNumber
    let change: ContactChanged.Change
    /// At least one.
    let aliases: [Alias]

    static func form(_ hasher: AliasHasher) -> JSONForm<ContactLine> {
        .object(known: ["event_id", "at", "alias", "staff", "change"]) { members, reader in
            let event = reader.required(members["event_id"], JSONForm<EventID>.name)
            let at = reader.required(members["at"], .time)
            let aliases = reader.required(members["alias"], .someAliases(hasher))
            let staff = reader.required(members["staff"], .staff)
            let change = reader.required(members["change"], changeForm)
            guard let event, let at, let aliases, let staff, let change else { return nil }
            return ContactLine(
                event: event, at: at, staff: staff, change: change, aliases: aliases)
        }
    }

    func fact(_ provenance: ImportProvenance) -> ContactChanged {
        ContactChanged(
            event: event, id: contactID, at: Timestamp(milliseconds: seconds * 1_000), staff: staff,
            change: change,
            provenance: provenance, personal: ContactChanged.Personal(aliases: aliases))
    }

    /// The first 16 bytes of SHA-256(external_userid alias ‖ staff ‖ seconds), each big-endian:
    /// the same contact told twice is one touch, whoever tells it. Empty where no external_userid
    /// stands there.
    private var contactID: [UInt8] {
        guard let alias = aliases.first(where: { $0.kind == .externalUserID }) else { return [] }
        var writer = ByteWriter(reserving: 28)
        writer.write(fixed: alias.high)
        writer.write(fixed: alias.low)
        writer.write(fixed: staff.value)
        writer.write(fixed: seconds)
        return Array(SHA256.hash(writer.bytes).bytes.prefix(16))
    }

    /// Contacts are told to the second: whoever tells one, and however exactly, tells one time.
    private var seconds: Int64 {
        let milliseconds = at.milliseconds
        return milliseconds / 1_000 - (milliseconds % 1_000 < 0 ? 1 : 0)
    }

    private static var changeForm: JSONForm<ContactChanged.Change> {
        JSONForm<String>.choice(ContactChanged.Change.allCases.map(\.name))
            .map("a change of a contact") { ContactChanged.Change(name: $0) }
    }
}
