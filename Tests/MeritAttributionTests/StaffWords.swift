import MeritCore
import Testing

@testable import MeritAttribution

/// A row of the directory in words: `1005 south left T-3d successor 1002 alias u9`. `left` is the
/// first instant that they are no longer employed, `begins` the first that they are, `holds` when
/// the row begins to hold; `house` makes it a house account.
struct StaffWords {
    let row: DirectoryChange

    init(_ words: [String]) throws {
        func time(_ word: String) throws -> Timestamp? {
            try Scenario.word(after: word, words).map { try Scenario.time($0) }
        }
        row = TestDirectory.staff(
            try #require(UInt32(words[0])), words[1],
            words.contains("house") ? .houseAccount : .guide, from: try time("holds"),
            employed: (try time("begins"), try time("left")),
            successor: try Scenario.word(after: "successor", words).map {
                try Scenario.staff($0)
            },
            aliases: try Scenario.word(after: "alias", words).map { [try Facts.alias($0)] } ?? [])
    }
}
