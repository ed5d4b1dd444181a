import MeritCore

/// What was asked about aliases as of one position. Nothing that is recorded later changes the
/// answers, so it may serve several snapshots; only for the same position.
///
/// Its identity: the questions of one round.
final class BindingMemory {
    /// Numbers of aliases; nil for those that no fact named.
    private var numbers: [Alias: Int64?] = [:]
    private var aliases: [Int64: Alias] = [:]
    private var neighbours: [Alias: Neighbours] = [:]

    /// How many answers are kept; beyond, all are forgotten and asked again.
    private static let answersMax = 200_000

    /// The aliases that bindings join to one alias.
    enum Neighbours {
        /// All of them, rising.
        case all([Alias])
        /// More than are remembered.
        case many
    }

    /// The number of an alias; nil where no fact named it.
    func number(of alias: Alias, _ connection: Connection) throws(StoreError) -> Int64? {
        if let known = numbers[alias] { return known }
        makeRoom()
        let number = try AliasNumbers.number(of: alias, connection)
        numbers[alias] = .some(number)
        if let number { aliases[number] = alias }
        return number
    }

    /// The alias with a number that a row holds.
    func alias(_ number: Int64, _ connection: Connection) throws(StoreError) -> Alias {
        if let known = aliases[number] { return known }
        makeRoom()
        let alias = try AliasNumbers.alias(number, connection)
        aliases[number] = alias
        numbers[alias] = .some(number)
        return alias
    }

    /// The neighbours of an alias, as `ask` tells them the first time.
    func neighbours(
        of alias: Alias, _ ask: () throws(StoreError) -> Neighbours
    ) throws(StoreError) -> Neighbours {
        if let known = neighbours[alias] { return known }
        makeRoom()
        let found = try ask()
        neighbours[alias] = found
        return found
    }

    private func makeRoom() {
        guard numbers.count + neighbours.count > Self.answersMax else { return }
        numbers.removeAll(keepingCapacity: true)
        aliases.removeAll(keepingCapacity: true)
        neighbours.removeAll(keepingCapacity: true)
    }
}
