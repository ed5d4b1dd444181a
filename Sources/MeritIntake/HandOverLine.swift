import MeritCore
import MeritIdentity
import MeritJSON
import MeritOrders

/// One line of a hand-over import, as it stands in the file.
struct HandOverLine {
    let event: EventID
    let at: Timestamp
    let from: StaffNumber
    let to: StaffNumber
    let state: HandOver.State
    /// At least one.
    let aliases: [Alias]

    static func form(_ hasher: AliasHasher) -> JSONForm<HandOverLine> {
        .object(known: ["event_id", "at", "alias", "from", "to", "state"]) { members, reader in
            let event = reader.required(members["event_id"], JSONForm<EventID>.name)
            let at = reader.required(members["at"], .time)
            let aliases = reader.required(members["alias"], .someAliases(hasher))
            let from = reader.required(members["from"], .staff)
            let to = reader.required(members["to"], .staff)
            let state = reader.required(members["state"], stateForm)
            if let from, from == to {
                reader.note(.contradiction, at: members["to"], "Give another than in from.")
            }
            guard let event, let at, let aliases, let from, let to, let state else { return nil }
            return HandOverLine(
                event: event, at: at, from: from, to: to, state: state, aliases: aliases)
        }
    }

    func fact(_ provenance: ImportProvenance) -> HandOver {
        HandOver(
            event: event, at: at, from: from, to: to, state: state, provenance: provenance,
            personal: HandOver.Personal(aliases: aliases))
    }

    private static var stateForm: JSONForm<HandOver.State> {
        JSONForm<String>.choice(HandOver.State.allCases.map(\.name))
            .map("a state of a hand-over") { HandOver.State(name: $0) }
    }
}
