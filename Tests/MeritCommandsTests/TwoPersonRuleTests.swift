import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

/// Who may act together on the books.
@Suite struct TwoPersonRuleTests {
    private static let start = Ask.noon

    /// `A added B @ms` or `A keyed B @ms`, the milliseconds from the start of the period.
    private static func directory(_ deeds: [String]) -> Directory {
        var directory = Directory()
        var creators: [UInt32: (UInt32, Timestamp)] = [:]
        for deed in deeds {
            let words = deed.split(separator: " ")
            let numbers = [words[0], words[2]].compactMap { UInt32($0) }
            let at = start.advanced(by: Milliseconds(Int64(words[3].dropFirst()) ?? 0))
            if words[1] == "added" {
                creators[numbers[1]] = (numbers[0], at)
            } else {
                directory.apply(
                    .keyIssue(
                        KeyIssueRow(
                            recorded: Sequence(9), recordedAt: at,
                            issuer: PersonNumber(numbers[0]), holder: PersonNumber(numbers[1]))))
            }
        }
        for number: UInt32 in 1...3 {
            directory.apply(
                .person(
                    PersonRow(
                        recorded: Sequence(UInt64(number)),
                        recordedAt: creators[number]?.1 ?? .distantPast,
                        person: PersonNumber(number), name: nil, userID: nil,
                        createdBy: (creators[number]?.0).map { PersonNumber($0) })))
        }
        return directory
    }

    @Test(
        "two people are two unless one made the other since the period began",
        arguments: [
            ([], "1 2", "two"),
            ([], "1 1", "same"),
            (["1 added 2 @0"], "1 1", "same"),
            // Adding, whoever of the two approves.
            (["1 added 2 @0"], "1 2", "1 made 2"),
            (["1 added 2 @0"], "2 1", "1 made 2"),
            (["2 added 1 @5"], "1 2", "2 made 1"),
            (["1 added 2 @-1"], "1 2", "two"),
            (["1 added 2 @-1"], "2 1", "two"),
            // Giving a key, whoever of the two approves.
            (["1 keyed 2 @0"], "1 2", "1 made 2"),
            (["1 keyed 2 @0"], "2 1", "1 made 2"),
            (["1 keyed 2 @-1"], "1 2", "two"),
            (["1 added 2 @-9", "1 keyed 2 @3"], "1 2", "1 made 2"),
            (["1 keyed 2 @-9", "1 keyed 2 @3"], "1 2", "1 made 2"),
            // One who made both, or a chain of makings, stands behind both.
            (["3 added 2 @0", "3 keyed 1 @0"], "1 2", "1 made 2"),
            (["1 added 3 @0", "3 keyed 2 @0"], "1 2", "1 made 2"),
            (["3 added 2 @-1", "3 keyed 1 @0"], "1 2", "two"),
            // Nobody's key (0) is a cloak for everybody who ever issued one.
            (["1 keyed 0 @-9", "0 added 2 @0"], "1 2", "1 made 2"),
            (["1 keyed 0 @-9", "0 added 2 @-1"], "1 2", "two"),
            (["0 added 1 @0", "0 added 2 @0"], "1 2", "two"),
            (["3 keyed 0 @-9", "0 added 1 @0", "0 added 2 @0"], "1 2", "1 made 2"),
            (["1 keyed 0 @0", "0 added 3 @0"], "1 2", "two"),
        ] as [([String], String, String)])
    func verdict(deeds: [String], pair: String, expected: String) {
        let persons = pair.split(separator: " ").compactMap { UInt32($0) }
        let fault = TwoPersonRule.fault(
            proposer: PersonNumber(persons[0]), approver: PersonNumber(persons[1]),
            since: Self.start, in: Self.directory(deeds))
        let verdict =
            switch fault {
            case nil: "two"
            case .samePerson?: "same"
            case .related(let creator, let created)?: "\(creator.value) made \(created.value)"
            }
        #expect(verdict == expected)
    }

    // MARK: What the directory keeps for it

    @Test func `who added a person is kept`() {
        var ask = Ask()
        ask(Ask.person("Li"))
        ask(Ask.person("Wang", by: 1))
        #expect(ask.directory.persons.map(\.createdBy) == [.nobody, PersonNumber(1)])
    }

    @Test func `who gave whom a key is kept where two people are concerned`() {
        var ask = Ask()
        let deeds: [(UInt32?, UInt32?, APIKeyChanged.Change, Int)] = [
            (1, 2, .issued, 1), (1, 1, .issued, 0), (nil, 2, .issued, 1), (1, nil, .issued, 1),
            (1, 2, .revoked, 0),
        ]
        for (issuer, holder, change, rows) in deeds {
            let outcome = ask(Ask.key(for: holder, by: issuer, change), at: Ask.days(1))
            #expect(outcome?.result != nil)
            #expect(outcome?.changes.count == rows)
        }
        #expect(
            ask.directory.keyIssues == [
                KeyIssueRow(
                    recorded: Sequence(1), recordedAt: Ask.days(1), issuer: PersonNumber(1),
                    holder: PersonNumber(2)),
                KeyIssueRow(
                    recorded: Sequence(3), recordedAt: Ask.days(1), issuer: .nobody,
                    holder: PersonNumber(2)),
                KeyIssueRow(
                    recorded: Sequence(4), recordedAt: Ask.days(1), issuer: PersonNumber(1),
                    holder: .nobody),
            ])
    }
}
