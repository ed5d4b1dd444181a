import MeritCore

extension Rule.Model {
    /// Whether a touch of `kind` can have a weight: what a custom model weighs at 0 is no
    /// candidate at all.
    func weighs(_ kind: TouchKind) -> Bool {
        guard case .custom(let weights) = self else { return true }
        return (weights[kind] ?? 0) > 0
    }

    /// The weight of each touch, in their order; the touches rise by time, then id, and none is
    /// later than `judgedAt`. At most 3 · 10⁶ times their count together.
    func weights(of touches: [EligibleTouch], at judgedAt: Timestamp) -> [UInt64] {
        switch self {
        case .lastTouch: touches.indices.map { $0 == touches.count - 1 ? 1 : 0 }
        case .firstTouch: touches.indices.map { $0 == 0 ? 1 : 0 }
        case .linear: touches.map { _ in 1 }
        case .positionBased: Self.positionBased(touches.count)
        case .timeDecay(let halfLife):
            touches.map { HalfLife(halfLife).weight(atAge: judgedAt.since($0.at)) }
        case .wShaped: Self.wShaped(touches)
        case .custom(let weights): touches.map { UInt64(weights[$0.kind] ?? 0) }
        }
    }

    /// 40 % for the first, 40 % for the last, 20 % for all between; half and half of two.
    private static func positionBased(_ count: Int) -> [UInt64] {
        guard count > 2 else { return Array(repeating: 1, count: count) }
        var weights = [UInt64](repeating: 1, count: count)
        weights[0] = 2 * UInt64(count - 2)
        weights[count - 1] = weights[0]
        return weights
    }

    /// 30 % for each of the first, the first contact added and the last, 10 % for all others. A
    /// touch that is two of these has both.
    private static func wShaped(_ touches: [EligibleTouch]) -> [UInt64] {
        guard !touches.isEmpty else { return [] }
        var anchors = [UInt64](repeating: 0, count: touches.count)
        anchors[0] += 1
        anchors[touches.count - 1] += 1
        if let added = touches.firstIndex(where: { $0.kind == .contactAdded }) {
            anchors[added] += 1
        }
        let others = UInt64(anchors.count { $0 == 0 })
        return anchors.map { $0 == 0 ? 1 : $0 * max(1, 3 * others) }
    }
}
