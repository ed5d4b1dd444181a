import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

extension Scenario {
    /// `a bound 1001, b protected 1002, h moved 1002`: what each event did.
    func history() throws -> String {
        let history = try #require(relationHistory(of: try judgingCase(), directory: directory()))
        return try history.steps.map { "\(try name(of: $0.cause)) \(Self.text($0))" }
            .joined(separator: ", ")
    }

    /// `1001 since T-9d until T+171d, protected until T+6d`, `1001 since T-9d for ever`, `nobody`:
    /// the relation at T.
    func relation() throws -> String {
        let history = try #require(relationHistory(of: try judgingCase(), directory: directory()))
        #expect(try decision().bound == history.bound)
        guard let bound = history.bound else { return "nobody" }
        let valid = bound.validUntil.map { " until \(Self.text($0))" } ?? " for ever"
        let protected =
            bound.protectedUntil.map { ", protected until \(Self.text($0))" }
            ?? ", protected for ever"
        return "\(bound.guide.value) since \(Self.text(bound.since))\(valid)\(protected)"
    }

    private func name(of cause: RelationHistory.Cause) throws -> String {
        switch cause {
        case .touch(_, let record):
            try #require(touches.first { $0.touch.sequence == record }?.name)
        case .handOver(let record), .deletion(let record): try #require(names[record])
        case .purchase(let order): order.order.value
        }
    }

    private static func text(_ step: RelationHistory.Step) -> String {
        let word =
            switch step.effect {
            case .bound: "bound"
            case .renewed: "renewed"
            case .replaced(let former): "replaced \(former.value) by"
            case .moved(let former): "moved \(former.value) to"
            case .ended: "ended"
            case .protectedByOther: "protected against"
            case .none: "nothing"
            }
        return "\(word) \(step.staff.value)"
    }

    /// `T-7d+1ms`, as `time(_:)` reads it.
    private static func text(_ time: Timestamp) -> String {
        var rest = time.since(paidAt).value
        var text = "T"
        for (unit, length) in [("d", Int64(86_400_000)), ("h", 3_600_000), ("ms", 1)] {
            let count = rest / length
            rest %= length
            if count != 0 { text += "\(count > 0 ? "+" : "")\(count)\(unit)" }
        }
        return text
    }
}
