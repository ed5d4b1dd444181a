import MeritAttribution
import MeritCore

/// Acts on the books that need two people: one proposes, another approves, and neither made the
/// other.
///
/// Whoever adds a person, or gives a person an API key, could act as that person, and as whoever
/// that person made. So two people do not count as two for anything in a period in which, or after
/// whose start, one made the other, both were made by the same one, or a chain of such acts leads
/// from one to the other. Keys that belong to nobody count as one person (`PersonNumber.nobody`)
/// for this, made by everybody who ever issued one. Who adds people on the machine itself, over
/// the control socket without a key, is trusted with the directory anyway.
enum TwoPersonRule {
    /// Why two people do not count as two.
    enum Fault: Hashable, Sendable {
        case samePerson
        /// `creator` added `created`, or gave them an API key, or stands behind both.
        case related(creator: PersonNumber, created: PersonNumber)
    }

    /// Nil: proposer and approver may do it together. `since` is the start of the period concerned.
    static func fault(
        proposer: PersonNumber, approver: PersonNumber, since: Timestamp, in directory: Directory
    ) -> Fault? {
        if proposer == approver { return .samePerson }
        let makings = makings(since: since, in: directory)
        if makings.contains(Making(maker: approver, made: proposer)) {
            return .related(creator: approver, created: proposer)
        }
        guard reached(from: proposer, by: makings).contains(approver) else { return nil }
        return .related(creator: proposer, created: approver)
    }

    /// Somebody added somebody, or gave them a key.
    private struct Making: Hashable {
        let maker: PersonNumber
        let made: PersonNumber
    }

    private static func makings(since: Timestamp, in directory: Directory) -> Set<Making> {
        let added = directory.persons.compactMap { row -> Making? in
            guard row.recordedAt >= since else { return nil }
            return row.createdBy.map { Making(maker: $0, made: row.person) }
        }
        let issued = directory.keyIssues.compactMap { row -> Making? in
            // A key that belongs to nobody can be used by its maker whenever it was made.
            guard row.recordedAt >= since || row.holder == .nobody else { return nil }
            return Making(maker: row.issuer, made: row.holder)
        }
        // Where no person ever issued such a key, only the machine's own people have one.
        let isCloaked = issued.contains { $0.made == .nobody && $0.maker != .nobody }
        return Set(added + issued).filter { isCloaked || $0.maker != .nobody }
    }

    /// Everybody whom a chain of makings, either way round, connects with `person`.
    private static func reached(
        from person: PersonNumber, by makings: Set<Making>
    ) -> Set<PersonNumber> {
        var found: Set<PersonNumber> = [person]
        var open = [person]
        while let next = open.popLast() {
            for making in makings where making.maker == next || making.made == next {
                let other = making.maker == next ? making.made : making.maker
                if found.insert(other).inserted { open.append(other) }
            }
        }
        return found
    }
}

extension Actor {
    /// Who answers for a person or a key that this actor makes: the person, or nobody's key. Nil
    /// for the program itself and for the control socket without a key.
    var maker: PersonNumber? { person ?? (door == .apiKey ? .nobody : nil) }
}

extension CommandRefusal {
    init(_ fault: TwoPersonRule.Fault) {
        switch fault {
        case .samePerson:
            self.init(
                code: .samePerson,
                message: "You proposed this yourself: somebody else has to approve it.")
        case .related(let creator, let created):
            self.init(
                code: .personRelated,
                message: """
                    Person \(creator.value) added person \(created.value), or gave them an API \
                    key, or one chain of such acts made both, since the period began: a third \
                    person has to approve it.
                    """)
        }
    }
}

extension BookOffice {
    /// The person who acts; nil where the command came without one, or names nobody who was added.
    func person(of actor: Actor) -> PersonNumber? {
        guard let person = actor.person, directory.persons.contains(where: { $0.person == person })
        else { return nil }
        return person
    }

    var personRequired: CommandOutcome {
        .refused(
            .personRequired,
            """
            Only a person may do this, and nobody asked in person: use the API key of a person \
            who was added.
            """)
    }

    /// The start of the business month in which this record stands.
    var startOfThisMonth: Timestamp {
        directory.calendar.start(of: directory.calendar.period(of: at))
    }

    func twoPersonRefusal(
        _ proposer: PersonNumber, _ approver: PersonNumber, since: Timestamp
    ) -> CommandOutcome? {
        TwoPersonRule.fault(
            proposer: proposer, approver: approver, since: since, in: directory
        ).map { .refused(CommandRefusal($0)) }
    }
}
