import Foundation
import MeritAttribution
import MeritCore
import MeritJSON
import MeritLedger
import MeritStore

/// What came of a history: the money, and why it went there.
struct Answer: Equatable, Decodable {
    /// Sums other than 0 by `SHOP/ORDER|LINE|PAYEE|PERIOD`.
    let sums: [String: Int64]
    /// By `SHOP/ORDER`.
    let orders: [String: Judged]

    struct Judged: Equatable, Decodable {
        let policy: String
        /// Nil where people adjusted the order: T is then what they found.
        let judgedAt: Int64?
        let rule: String?
        /// By payee, with no common divisor.
        let shares: [String: UInt64]
        /// Guide, end of validity, end of protection, at T.
        let bound: [Int64?]?

        enum CodingKeys: String, CodingKey {
            case policy
            case judgedAt = "T"
            case rule
            case shares
            case bound
        }
    }
}

extension Answer {
    /// What the books of a pipeline say.
    init(of pipeline: Pipeline) throws {
        var sums: [String: Int64] = [:]
        for entry in try pipeline.entries() {
            let key = "\(entry.order)|\(entry.line)|\(entry.staff.value)|\(entry.period)"
            sums[key, default: 0] += entry.amount.value
        }
        self.sums = sums.filter { $0.value != 0 }
        var orders: [String: Judged] = [:]
        for key in try pipeline.store.orders(after: nil, limit: 1_000) {
            guard let decision = try pipeline.store.decisions(of: key).last?.decision else {
                continue
            }
            orders["\(key)"] = Judged(decision)
        }
        self.orders = orders
    }

    /// The first things in which two answers differ.
    func differences(from other: Answer) -> [String] {
        var found: [String] = []
        for key in Set(orders.keys).union(other.orders.keys).sorted()
        where orders[key] != other.orders[key] {
            let (own, theirs) = (orders[key].text, other.orders[key].text)
            found.append("\(key): engine \(own), oracle \(theirs)")
        }
        for key in Set(sums.keys).union(other.sums.keys).sorted()
        where sums[key] != other.sums[key] {
            found.append("\(key): engine \(sums[key] ?? 0), oracle \(other.sums[key] ?? 0)")
        }
        return found
    }
}

extension Answer.Judged {
    init(_ decision: Decision) {
        let divisor = decision.shares.map(\.weight).reduce(0, Self.commonDivisor)
        shares = Dictionary(
            uniqueKeysWithValues: decision.shares.map {
                ("\($0.payee.value)", $0.weight / divisor)
            })
        policy = decision.policy.value
        judgedAt = decision.judgedAt.milliseconds
        rule = decision.rule
        bound =
            decision.occasion == .adjustment
            ? nil
            : decision.bound.map { bound in
                [
                    Int64(bound.guide.value), bound.validUntil?.milliseconds,
                    bound.protectedUntil?.milliseconds,
                ]
            }
    }

    private static func commonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
        right == 0 ? left : commonDivisor(right, left % right)
    }

    fileprivate var text: String {
        let shares = shares.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        let bound = bound.map { "\($0.map { $0.map { "\($0)" } ?? "–" })" } ?? "nobody"
        return "\(policy) T=\(judgedAt ?? 0) \(rule ?? "no rule") \(shares) bound \(bound)"
    }
}

extension Answer.Judged? {
    fileprivate var text: String { self?.text ?? "not judged" }
}
