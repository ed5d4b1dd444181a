package import MeritCore

/// One step of a policy: it yields somebody, or passes on to the next.
package struct Rule: Hashable, Sendable {
    /// 1 to 64 bytes, unique in its policy; entries carry it.
    package let name: String
    package let source: Source

    package init(name: String, source: Source) {
        self.name = name
        self.source = source
    }

    /// Where a rule looks for candidates.
    package enum Source: Hashable, Sendable {
        /// The person named on the order.
        case posAssign
        /// The token or click id that the order came with.
        case orderParam(window: Milliseconds, proof: TokenProof)
        /// The touches that the order sees; the guide bound at T gets `shareWithBound` of their
        /// weight where one is named.
        case touches(TouchSelection, model: Model, shareWithBound: BasisPoints?)
        /// The guide bound at T.
        case relation(phase: RelationPhase)
        /// The house account of the ordering store.
        case house
    }

    /// What an order's token alone proves, where no recorded touch shows when it was given.
    package enum TokenProof: String, CaseIterable, Sendable {
        /// Enough: the time is the order's `created_at`.
        case token
        /// Nothing: a touch has to stand behind it.
        case touch
    }

    /// How weights are given to a rule's eligible touches, sorted by time, then id.
    package enum Model: Hashable, Sendable {
        case lastTouch
        case firstTouch
        case linear
        /// 40/40/20: first, last, all between.
        case positionBased
        /// A touch counts half as much for every `halfLife` (above 0) that it is older.
        case timeDecay(halfLife: Milliseconds)
        /// First, first contact added and last count more than all between.
        case wShaped
        /// 0 … `weightMax` by kind, one of the rule's kinds above 0; a kind that is not named or
        /// weighs 0 is no candidate at all.
        case custom([TouchKind: UInt32])

        package static let weightMax: UInt32 = 1_000_000

        /// The name in policies.
        package var name: String {
            switch self {
            case .lastTouch: "last_touch"
            case .firstTouch: "first_touch"
            case .linear: "linear"
            case .positionBased: "position_based"
            case .timeDecay: "time_decay"
            case .wShaped: "w_shaped"
            case .custom: "custom"
            }
        }
    }
}

/// Which part of a relation's life a rule asks for.
package enum RelationPhase: String, CaseIterable, Sendable {
    /// T before the end of the protection.
    case protected
    /// T before the end of the validity.
    case valid
}

/// A ten-thousandth part, 0 … 10 000 of them.
package struct BasisPoints: Hashable, Comparable, Sendable {
    package let value: UInt32

    package static let whole = BasisPoints(unchecked: 10_000)

    /// Nil above 10 000.
    package init?(_ value: UInt32) {
        guard value <= 10_000 else { return nil }
        self.value = value
    }

    /// `value` is at most 10 000.
    package init(unchecked value: UInt32) { self.value = value }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Rule.Source {
    /// The name under `from`.
    package var name: String {
        switch self {
        case .posAssign: "pos_assign"
        case .orderParam: "order_param"
        case .touches: "touches"
        case .relation: "relation"
        case .house: "house"
        }
    }

    /// The windows of the rule's kinds at their shortest; nil where it has none.
    package var shortestWindow: Milliseconds? {
        switch self {
        case .orderParam(let window, _): window
        case .touches(let selection, _, _): selection.windows.map(\.window).min()
        case .posAssign, .relation, .house: nil
        }
    }

    /// How far back a candidate of `kind` may lie; nil where the rule has no window for it.
    package func window(for kind: TouchKind) -> Milliseconds? {
        switch self {
        case .orderParam(let window, _): kind == .orderParam ? window : nil
        case .touches(let selection, _, _): selection.window(for: kind)
        case .posAssign, .relation, .house: nil
        }
    }
}
