import MeritCore

/// An alias with its dense number.
struct NumberedAlias: Hashable {
    let number: Int64
    let alias: Alias
}

/// Two different aliases that stand together in a fact.
struct AliasPair: Hashable {
    let left: NumberedAlias
    let right: NumberedAlias

    /// Every two of `aliases`, which are rising and distinct.
    static func all(of aliases: [NumberedAlias]) -> [AliasPair] {
        aliases.indices.flatMap { index in
            aliases[(index + 1)...].map { AliasPair(left: aliases[index], right: $0) }
        }
    }

    var isVisitorAndClick: Bool {
        Set([left.alias.kind, right.alias.kind]) == [.visitor, .click]
    }
}

/// Writes the rows of bindings: both directions of a pair, each as long as a touch or an order
/// holds it.
struct Bindings {
    private let keepByTouch: PreparedStatement
    private let keepByOrder: PreparedStatement
    private let release: PreparedStatement
    private let end: PreparedStatement
    private let insert: PreparedStatement

    /// `until` of a binding that holds.
    static let open = Int64.max

    private static let match = """
        alias = ? AND other_kind = ? AND other_high = ? AND other_low = ?
            AND until = 9223372036854775807
        """
    private static let keepByTouchQuery = Query(
        "bindings.keepByTouch", "UPDATE bindings SET touches = 1 WHERE \(match)")
    private static let keepByOrderQuery = Query(
        "bindings.keepByOrder", "UPDATE bindings SET orders = orders + 1 WHERE \(match)")
    private static let releaseQuery = Query(
        "bindings.release", "UPDATE bindings SET orders = orders - 1 WHERE \(match)")
    private static let endQuery = Query(
        "bindings.end",
        "UPDATE bindings SET until = ? WHERE \(match) AND touches = 0 AND orders = 0")
    private static let insertQuery = Query(
        "bindings.insert",
        """
        INSERT INTO bindings (alias, other_kind, other_high, other_low, since, until, touches,
            orders)
        VALUES (?, ?, ?, ?, ?, 9223372036854775807, ?, ?)
        ON CONFLICT (alias, other_kind, other_high, other_low, since) DO UPDATE SET
            until = excluded.until, touches = excluded.touches, orders = excluded.orders
        """)

    init(_ connection: Connection) throws(StoreError) {
        keepByTouch = try connection(Self.keepByTouchQuery)
        keepByOrder = try connection(Self.keepByOrderQuery)
        release = try connection(Self.releaseQuery)
        end = try connection(Self.endQuery)
        insert = try connection(Self.insertQuery)
    }

    /// A touch holds the pair from `sequence` on, for ever.
    func bindByTouch(_ pair: AliasPair, at sequence: Sequence) throws(StoreError) {
        for direction in Direction.both(of: pair) {
            let kept = try keepByTouch.change(
                direction.alias, direction.kind, direction.high, direction.low)
            if kept > 0 { continue }
            try insert.run(
                direction.alias, direction.kind, direction.high, direction.low, sequence, 1, 0)
        }
    }

    /// One more order holds the pair from `sequence` on.
    func bindByOrder(_ pair: AliasPair, at sequence: Sequence) throws(StoreError) {
        for direction in Direction.both(of: pair) {
            let kept = try keepByOrder.change(
                direction.alias, direction.kind, direction.high, direction.low)
            if kept > 0 { continue }
            try insert.run(
                direction.alias, direction.kind, direction.high, direction.low, sequence, 0, 1)
        }
    }

    /// An order that held the pair no longer does from `sequence` on.
    func releaseByOrder(_ pair: AliasPair, at sequence: Sequence) throws(StoreError) {
        for direction in Direction.both(of: pair) {
            try release.run(direction.alias, direction.kind, direction.high, direction.low)
            try end.run(
                sequence, direction.alias, direction.kind, direction.high, direction.low)
        }
    }

    private struct Direction {
        let alias: Int64
        let kind: UInt8
        let high: Int64
        let low: Int64

        init(from alias: NumberedAlias, to other: Alias) {
            self.alias = alias.number
            kind = other.kind.rawValue
            high = Bindings.rising(other.high)
            low = Bindings.rising(other.low)
        }

        static func both(of pair: AliasPair) -> [Direction] {
            [
                Direction(from: pair.left, to: pair.right.alias),
                Direction(from: pair.right, to: pair.left.alias),
            ]
        }
    }

    /// An unsigned number as a signed one of the same order.
    static func rising(_ value: UInt64) -> Int64 { Int64(bitPattern: value ^ 1 << 63) }

    /// The number that `rising` was made of.
    static func unsigned(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ 1 << 63 }
}
