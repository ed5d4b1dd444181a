package import MeritCore

/// A touch as a judgement reads it.
package struct CaseTouch: Hashable, Sendable {
    /// Its record.
    package let sequence: Sequence
    /// Its own id, whenever it arrives; orders equal times, compared as bytes.
    package let id: [UInt8]
    package let kind: TouchKind
    package let at: Timestamp
    package let staff: StaffNumber
    package let link: LinkNumber?
    /// The token that was presented; nil where a file or WeCom named the staff member.
    package let token: TokenClaim?
    package let verdict: Verdict
    /// When it was recorded.
    package let recordedAt: Timestamp
    package let belonging: Belonging
    package let origin: Origin

    /// Who told it. The limit on late evidence is for what customers do.
    package enum Origin: UInt8, Hashable, Sendable {
        /// A click, a beacon, an imported touch.
        case customer = 1
        /// A contact that was added, as the business knows it: no limit.
        case contact = 2
    }

    package init(
        sequence: Sequence, id: [UInt8], kind: TouchKind, at: Timestamp, staff: StaffNumber,
        link: LinkNumber?, token: TokenClaim?, verdict: Verdict, recordedAt: Timestamp,
        belonging: Belonging, origin: Origin
    ) {
        self.sequence = sequence
        self.id = id
        self.kind = kind
        self.at = at
        self.staff = staff
        self.link = link
        self.token = token
        self.verdict = verdict
        self.recordedAt = recordedAt
        self.belonging = belonging
        self.origin = origin
    }

    /// By time, then id.
    package static func isEarlier(_ left: CaseTouch, _ right: CaseTouch) -> Bool {
        left.at == right.at ? left.id.lexicographicallyPrecedes(right.id) : left.at < right.at
    }
}
