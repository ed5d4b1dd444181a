import MeritCore

/// Counts clicks and views that were not recorded, by reason, until a gap fact reports them.
struct GapCounter: Sendable {
    private var open: [GapReason: Gap] = [:]

    var isEmpty: Bool { open.isEmpty }

    mutating func add(_ reason: GapReason, clicks: UInt64, views: UInt64, at time: Timestamp) {
        add(Gap(reason: reason, clicks: clicks, views: views, from: time, to: time))
    }

    mutating func add(_ gap: Gap) {
        guard gap.clicks > 0 || gap.views > 0 else { return }
        let before = open[gap.reason] ?? gap.emptied
        open[gap.reason] = Gap(
            reason: gap.reason, clicks: before.clicks + gap.clicks,
            views: before.views + gap.views, from: min(before.from, gap.from),
            to: max(before.to, gap.to))
    }

    /// Everything counted so far, in the order of the reasons' raw values; counting starts anew.
    mutating func take() -> [Gap] {
        defer { open.removeAll() }
        return GapReason.allCases.compactMap { open[$0] }
    }
}

extension Gap {
    fileprivate var emptied: Gap {
        Gap(reason: reason, clicks: 0, views: 0, from: from, to: to)
    }
}
