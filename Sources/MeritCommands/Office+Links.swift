import MeritAttribution
import MeritCore

extension Office {
    /// Links are numbered 1, 2, 3 … in the order of their creation. Whether the destination's host
    /// may be linked to is configuration: doors and tables check it, not the journal's reader.
    func create(_ command: LinkCreated) throws(CommandRefusal) -> CommandOutcome {
        guard let number = LinkNumber(directory.links.count + 1) else {
            throw CommandRefusal(
                code: .numbersExhausted, message: "There is no number left for a link.")
        }
        let row = LinkRow(
            recorded: sequence, recordedAt: at, link: number, kind: command.linkKind,
            destination: command.destination, channel: command.channel,
            campaign: command.campaign, validDays: command.validDays)
        return .accepted(.link(row), number: .link(number))
    }

    /// Revoking again changes nothing: the first revocation's time stays.
    func revoke(_ command: LinkRevoked) throws(CommandRefusal) -> CommandOutcome {
        guard directory.knows(command.link) else {
            throw CommandRefusal(
                code: .unknownLink, message: "There is no link \(command.link.value).")
        }
        if directory.revokedAt(command.link) != nil { return .accepted([], CommandResult()) }
        return .accepted(
            .linkRevocation(
                LinkRevocationRow(recorded: sequence, recordedAt: at, link: command.link)))
    }
}
