import MeritCore

/// An alias with its dense number.
struct NumberedAlias: Hashable {
    let number: Int64
    let alias: Alias
}

/// Two different aliases that stand together in a fact; ordered by their numbers.
struct AliasPair: Hashable, Comparable {
    let left: NumberedAlias
    let right: NumberedAlias

    /// Every two of `aliases`, which are rising and distinct.
    static func all(of aliases: [NumberedAlias]) -> [AliasPair] {
        aliases.indices.flatMap { index in
            aliases[(index + 1)...].map { AliasPair(left: aliases[index], right: $0) }
        }
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.left.number, left.right.number) < (right.left.number, right.right.number)
    }

    var isVisitorAndClick: Bool {
        Set([left.alias.kind, right.alias.kind]) == [.visitor, .click]
    }
}

/// Pairs about which one fact changed something.
struct BindingNews {
    /// Bound now and not before, or no longer bound.
    var changed: [AliasPair] = []
    /// Bound before by customers' facts alone; now the business says so too.
    var confirmed: [AliasPair] = []

    mutating func note(_ pair: AliasPair, _ change: Bindings.Change) {
        switch change {
        case .changed: changed.append(pair)
        case .confirmed: confirmed.append(pair)
        case .unchanged: break
        }
    }
}

/// Writes the rows of bindings: both directions of a pair, each as long as a touch or an order
/// holds it, or until a split withdraws it.
struct Bindings {
    private let findUnconfirmed: PreparedStatement
    private let keepByTouch: PreparedStatement
    private let keepByOrder: PreparedStatement
    private let release: PreparedStatement
    private let end: PreparedStatement
    private let insert: PreparedStatement

    /// `until` of a binding that holds.
    static let open = Int64.max

    /// Whether a fact changed what is bound.
    enum Change {
        /// The pair was not bound and is, or was and is no longer.
        case changed
        /// The pair was bound by customers' facts alone; now the business says so too.
        case confirmed
        case unchanged
    }

    private static let match = """
        alias = ? AND other_kind = ? AND other_high = ? AND other_low = ?
            AND until = 9223372036854775807
        """
    private static let findUnconfirmedQuery = Query(
        "bindings.findUnconfirmed",
        "SELECT 1 FROM bindings WHERE \(match) AND touches = 1 AND orders = 0")
    private static let keepByTouchQuery = Query(
        "bindings.keepByTouch",
        "UPDATE bindings SET touches = max(touches, ?) WHERE \(match)")
    private static let keepByOrderQuery = Query(
        "bindings.keepByOrder", "UPDATE bindings SET orders = orders + 1 WHERE \(match)")
    private static let releaseQuery = Query(
        "bindings.release",
        "UPDATE bindings SET orders = orders - 1 WHERE \(match) AND since <= ?")
    private static let endQuery = Query(
        "bindings.end",
        "UPDATE bindings SET until = ? WHERE \(match) AND touches = 0 AND orders = 0")
    private static let splitQuery = Query(
        "bindings.split", "UPDATE bindings SET until = ? WHERE \(match)")
    private static let findQuery = Query(
        "bindings.find", "SELECT 1 FROM bindings WHERE \(match)")
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
        findUnconfirmed = try connection(Self.findUnconfirmedQuery)
        keepByTouch = try connection(Self.keepByTouchQuery)
        keepByOrder = try connection(Self.keepByOrderQuery)
        release = try connection(Self.releaseQuery)
        end = try connection(Self.endQuery)
        insert = try connection(Self.insertQuery)
    }

    /// A touch, or another fact that stays, holds the pair from `sequence` on.
    func bindByTouch(
        _ pair: AliasPair, of origin: Evidence.Origin, at sequence: Sequence
    ) throws(StoreError) -> Change {
        var change = origin == .business ? try confirmation(of: pair) : .unchanged
        let holder: Int64 = origin == .business ? 2 : 1
        for direction in Direction.both(of: pair) {
            let kept = try keepByTouch.change(
                holder, direction.alias, direction.kind, direction.high, direction.low)
            if kept > 0 { continue }
            try insert.run(
                direction.alias, direction.kind, direction.high, direction.low, sequence, holder, 0)
            change = .changed
        }
        return change
    }

    /// One more order holds the pair from `sequence` on.
    func bindByOrder(_ pair: AliasPair, at sequence: Sequence) throws(StoreError) -> Change {
        var change = try confirmation(of: pair)
        for direction in Direction.both(of: pair) {
            let kept = try keepByOrder.change(
                direction.alias, direction.kind, direction.high, direction.low)
            if kept > 0 { continue }
            try insert.run(
                direction.alias, direction.kind, direction.high, direction.low, sequence, 0, 1)
            change = .changed
        }
        return change
    }

    /// What it changes that the business now says what so far only customers' facts did.
    private func confirmation(of pair: AliasPair) throws(StoreError) -> Change {
        let direction = Direction(from: pair.left, to: pair.right.alias)
        let found = try findUnconfirmed.first(
            direction.alias, direction.kind, direction.high, direction.low
        ) { _ in true }
        return found == nil ? .unchanged : .confirmed
    }

    /// An order that held the pair since `start` no longer does from `sequence` on. A binding made
    /// after `start` is none of its own: a split withdrew the one that the order held.
    func releaseByOrder(
        _ pair: AliasPair, heldSince start: Sequence, at sequence: Sequence
    ) throws(StoreError) -> Change {
        var change = Change.unchanged
        for direction in Direction.both(of: pair) {
            let released = try release.change(
                direction.alias, direction.kind, direction.high, direction.low, start)
            guard released > 0 else { continue }
            let ended = try end.change(
                sequence, direction.alias, direction.kind, direction.high, direction.low)
            if ended > 0 { change = .changed }
        }
        return change
    }

    /// Withdraws the pair's binding from `sequence` on, whoever holds it.
    static func split(
        _ pair: AliasPair, at sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> Change {
        var change = Change.unchanged
        for direction in Direction.both(of: pair) {
            let ended = try connection(splitQuery).change(
                sequence, direction.alias, direction.kind, direction.high, direction.low)
            if ended > 0 { change = .changed }
        }
        return change
    }

    /// Whether the alias with this number is bound to the other one now.
    static func isBound(
        _ alias: NumberedAlias, to other: Alias, _ connection: Connection
    ) throws(StoreError) -> Bool {
        let direction = Direction(from: alias, to: other)
        return try connection(findQuery).first(
            direction.alias, direction.kind, direction.high, direction.low
        ) { _ in true } ?? false
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
