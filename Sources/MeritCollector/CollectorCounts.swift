package import MeritCore

/// What an event loop did, counted since the start.
package struct CollectorCounts: Hashable, Sendable {
    /// Redirects by what became of them.
    package var redirects: [RedirectOutcome: UInt64] = [:]
    /// Rejected tokens of redirects and views, verified or not.
    package var rejections: [TokenRejection: UInt64] = [:]
    /// Touches of views by what became of them.
    package var views: [ViewOutcome: UInt64] = [:]
    /// Requests for QR codes by what became of them.
    package var codes: [CodeOutcome: UInt64] = [:]
    package var identitiesRefused: UInt64 = 0
    package var aliasesIgnored: UInt64 = 0
    /// Requests that were not well-formed HTTP/1.1, or too large.
    package var requestsRefused: UInt64 = 0
    package var connectionsAccepted: UInt64 = 0
    /// Closed as they came, because too many were open.
    package var connectionsRefused: UInt64 = 0

    package init() {}

    package enum RedirectOutcome: String, CaseIterable, Sendable {
        /// Sent on, with its click recorded.
        case recorded
        /// Sent on without a record.
        case unrecorded
        /// 503, because it could not be recorded and had to be.
        case refused
        /// To the fallback page.
        case rejected
    }

    package enum ViewOutcome: String, CaseIterable, Sendable {
        case recorded
        case rejected
        case unrecorded
    }

    package enum CodeOutcome: String, CaseIterable, Sendable {
        case drawn
        /// The asker has it already.
        case unchanged
        /// The token does not verify, or leads nowhere.
        case denied
        /// Too many at once.
        case busy
    }

    /// The sums of both.
    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.redirects.merge(right.redirects, uniquingKeysWith: +)
        sum.rejections.merge(right.rejections, uniquingKeysWith: +)
        sum.views.merge(right.views, uniquingKeysWith: +)
        sum.codes.merge(right.codes, uniquingKeysWith: +)
        sum.identitiesRefused += right.identitiesRefused
        sum.aliasesIgnored += right.aliasesIgnored
        sum.requestsRefused += right.requestsRefused
        sum.connectionsAccepted += right.connectionsAccepted
        sum.connectionsRefused += right.connectionsRefused
        return sum
    }

    mutating func count(_ outcome: RedirectOutcome) { redirects[outcome, default: 0] += 1 }
    mutating func count(_ rejection: TokenRejection) { rejections[rejection, default: 0] += 1 }
    mutating func count(_ outcome: CodeOutcome) { codes[outcome, default: 0] += 1 }
    mutating func count(_ outcome: ViewOutcome, _ number: Int) {
        if number > 0 { views[outcome, default: 0] += UInt64(number) }
    }
}
