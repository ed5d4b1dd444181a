import MeritCore

/// What test 1 and the limit on late evidence say of a touch, in one byte: there may be many.
struct TouchVerdict: Hashable {
    private let code: UInt8

    static let untested = TouchVerdict(code: 0)
    static let counts = TouchVerdict(code: 1)

    private init(code: UInt8) { self.code = code }

    /// Reasons begin at 2.
    init(_ rejection: RejectReason?) {
        self = rejection.map { TouchVerdict(code: $0.rawValue) } ?? .counts
    }

    var rejection: RejectReason? { RejectReason(rawValue: code) }
}

extension Bench {
    /// Test 1 of the touch at `place`, then whether it was recorded too late for this order.
    mutating func evidenceRejection(at place: Int) -> RejectReason? {
        if verdicts[place] == .untested {
            verdicts[place] = TouchVerdict(rejection(of: touches[place]))
        }
        return verdicts[place].rejection
    }

    private mutating func rejection(of touch: CaseTouch) -> RejectReason? {
        verdictRejection(of: touch) ?? (isLate(touch) ? .lateEvidence : nil)
    }

    /// Test 1: the verdict is `human`, and the token that was presented holds as of the touch's
    /// time. Where a file or WeCom names staff and link, no token can be revoked or expire; both
    /// still have to be known.
    mutating func verdictRejection(of touch: CaseTouch) -> RejectReason? {
        if let rejection = RejectReason(touch.verdict) { return rejection }
        if let token = touch.token {
            return lens.tokenRejection(of: token, at: touch.at).map(RejectReason.init)
        }
        if let link = touch.link, !lens.knows(link) { return .unknownLink }
        return lens.knows(touch.staff) ? nil : .unknownStaff
    }

    /// Contacts come from the business: they are never late.
    func isLate(_ touch: CaseTouch) -> Bool {
        guard let recordedUntil, touch.origin == .customer else { return false }
        return touch.recordedAt > recordedUntil
    }

    /// Tests 2 and 3: `time` lies in (T − window, T].
    func timeRejection(of time: Timestamp, window: Milliseconds) -> RejectReason? {
        if time > judgedAt { return .afterJudgingInstant }
        let age = judgedAt.since(time)
        return age >= window ? .outsideWindow : nil
    }
}
