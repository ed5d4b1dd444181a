import MeritAttribution
import MeritCore

extension Office {
    func add(_ command: ShopAdded) throws(CommandRefusal) -> CommandOutcome {
        guard !directory.knows(command.shop) else {
            throw CommandRefusal(
                code: .shopExists, message: "The shop \(command.shop) was added already.")
        }
        return .accepted(.shop(command.shop))
    }

    /// Persons are numbered 1, 2, 3 … in the order they were added.
    func add(_ command: PersonAdded) throws(CommandRefusal) -> CommandOutcome {
        guard let next = UInt32(exactly: directory.persons.count + 1) else {
            throw CommandRefusal(
                code: .numbersExhausted, message: "There is no number left for a person.")
        }
        let number = PersonNumber(next)
        let row = PersonRow(
            recorded: sequence, recordedAt: at, person: number, name: command.personal?.name,
            userID: command.personal?.userID, createdBy: command.actor.maker)
        return .accepted(.person(row), number: .person(number))
    }

    func change(_ command: KeyChanged) -> CommandOutcome {
        .accepted(
            .key(
                KeyRow(
                    recorded: sequence, recordedAt: at, slot: command.slot, state: command.state)))
    }

    /// The key exists already: the books only keep who gave whom one. A key of one's own tells
    /// nothing, and neither does one that was made on the machine itself.
    func change(_ command: APIKeyChanged) -> CommandOutcome {
        let holder = command.person ?? .nobody
        guard command.change == .issued, let issuer = command.actor.maker, issuer != holder else {
            return .accepted([], CommandResult())
        }
        return .accepted(
            .keyIssue(
                KeyIssueRow(recorded: sequence, recordedAt: at, issuer: issuer, holder: holder)))
    }

    func set(_ command: IdentitySet) throws(CommandRefusal) -> CommandOutcome {
        guard !directory.hasIdentity else {
            throw CommandRefusal(
                code: .identityFixed,
                message: "How aliases join was set at the directory's first start and stays.")
        }
        let settings = IdentitySettings(
            neverMerge: Set(command.neverMerge), sharedAfter: command.sharedAfter)
        return .accepted(.identity(settings))
    }
}
