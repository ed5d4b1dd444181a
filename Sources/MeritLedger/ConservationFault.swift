package import MeritCore
import MeritOrders

/// A line of a booked order whose entries do not sum to its net base.
package struct ConservationFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: LineID
    /// The sum of the entries.
    package let entries: MinorAmount
    /// The net base with every refund and cancellation that is known.
    package let base: MinorAmount

    package var description: String {
        "line \(line): the entries sum to \(entries.value), the net base is \(base.value)"
    }
}

extension PostingCase {
    /// The lines on which the entries so far and `drafts` together do not sum to the net base,
    /// by line; while the booking instant is unknown every line's base counts as 0. Always empty
    /// after a posting.
    package func conservationFaults(after drafts: [EntryDraft] = []) -> [ConservationFault] {
        var sums: [LineID: MinorAmount] = [:]
        for entry in posted { sums[entry.line, default: .zero] += entry.amount }
        for draft in drafts { sums[draft.line, default: .zero] += draft.amount }
        let bases = finalBases
        return Set(sums.keys).union(bases.keys).sorted().compactMap { line in
            let (sum, base) = (sums[line] ?? .zero, bases[line] ?? .zero)
            return sum == base ? nil : ConservationFault(line: line, entries: sum, base: base)
        }
    }

    private var finalBases: [LineID: MinorAmount] {
        guard bookedAt != nil else { return [:] }
        let net = state.net(at: Timestamp(milliseconds: .max))
        let bases = net.base(basis.credited, excluding: basis.excluded)
        return Dictionary(uniqueKeysWithValues: bases.map { ($0.line, $0.amount) })
    }
}
