import MeritCore

/// Dense numbers of aliases, 1, 2, 3 … in the order they are first seen in the journal.
///
/// A click's alias has no row: its number is −(node · 2⁴⁹ + sequence). What was looked up lately is
/// kept in memory; a transaction that fails takes what it added out of the database only, so the
/// numbers are then to be loaded anew.
struct AliasNumbers {
    /// How many aliases are kept in memory; at the limit all are forgotten.
    static let cachedMax = 1 << 18

    private var next: Int64
    private var cached: [Alias: Int64] = [:]

    /// What a number was found to be.
    struct Sight {
        let number: Int64
        let freshness: Freshness
    }

    enum Freshness {
        /// First seen now: nothing else can refer to it.
        case new
        case known
    }

    private static let nextNumber = Query(
        "aliases.next", "SELECT coalesce(max(number), 0) + 1 FROM aliases")
    private static let insert = Query(
        "aliases.insert",
        """
        INSERT INTO aliases (number, kind, high, low) VALUES (?, ?, ?, ?)
        ON CONFLICT (high, low, kind) DO NOTHING
        """)
    private static let find = Query(
        "aliases.find", "SELECT number FROM aliases WHERE high = ? AND low = ? AND kind = ?")
    private static let read = Query(
        "aliases.read", "SELECT kind, high, low FROM aliases WHERE number = ?")

    init(_ connection: Connection) throws(StoreError) {
        next = try connection(Self.nextNumber).first { $0.integer(0) } ?? 1
    }

    /// The statements that giving numbers takes, prepared once a transaction.
    struct Statements {
        let insert: PreparedStatement
        let find: PreparedStatement

        init(_ connection: Connection) throws(StoreError) {
            insert = try connection(AliasNumbers.insert)
            find = try connection(AliasNumbers.find)
        }
    }

    /// The number of an alias that a fact names, given now if it was never seen.
    mutating func see(_ alias: Alias, _ statements: Statements) throws(StoreError) -> Sight {
        if let number = Self.computed(alias) { return Sight(number: number, freshness: .known) }
        if let number = cached[alias] { return Sight(number: number, freshness: .known) }
        if cached.count >= Self.cachedMax { cached.removeAll(keepingCapacity: true) }
        // Most aliases that are not in memory are new: insert first, ask afterwards.
        let inserted = try statements.insert.change(
            next, alias.kind.rawValue, alias.high, alias.low)
        if inserted == 1 {
            defer { next += 1 }
            cached[alias] = next
            return Sight(number: next, freshness: .new)
        }
        let found = try statements.find.first(alias.high, alias.low, alias.kind.rawValue) {
            $0.integer(0)
        }
        guard let found else { throw .damaged("an alias is there and is not found") }
        cached[alias] = found
        return Sight(number: found, freshness: .known)
    }

    /// The number of an alias; nil where no fact named it.
    static func number(
        of alias: Alias, _ connection: Connection
    ) throws(StoreError) -> Int64? {
        if let number = computed(alias) { return number }
        return try connection(find).first(alias.high, alias.low, alias.kind.rawValue) {
            $0.integer(0)
        }
    }

    /// The alias with a number that a row holds.
    static func alias(
        _ number: Int64, _ connection: Connection
    ) throws(StoreError) -> Alias {
        if number < 0 {
            let place = UInt64(-number)
            return Alias(kind: .click, high: place >> 49, low: place & (Sequence.bound - 1))
        }
        let alias = try connection(read).first(number) { row throws(StoreError) in
            guard let kind = AliasKind(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else {
                throw .damaged("alias \(number) has no kind")
            }
            return Alias(kind: kind, high: row.count(1), low: row.count(2))
        }
        guard let alias else { throw .damaged("there is no alias \(number)") }
        return alias
    }

    /// The number of a click of a node; nil for every other alias.
    private static func computed(_ alias: Alias) -> Int64? {
        guard alias.kind == .click, alias.high < 1 << 10, alias.low < Sequence.bound,
            alias.low > 0
        else { return nil }
        return -Int64(alias.high << 49 | alias.low)
    }

    /// The number of the click that the journal of `node` recorded as `sequence`.
    static func click(_ sequence: Sequence, of node: NodeNumber) -> Int64 {
        -Int64(UInt64(node.value) << 49 | sequence.value)
    }
}
