import MeritCore

extension Bench {
    /// Test 1: the verdict is `human`, and the token that was presented holds as of the touch's
    /// time. Where a file or WeCom names staff and link, no token can be revoked or expire; both
    /// still have to be known.
    func verdictRejection(of touch: CaseTouch) -> RejectReason? {
        if let rejection = RejectReason(touch.verdict) { return rejection }
        if let token = touch.token {
            return directory.tokenRejection(of: token, at: touch.at).map(RejectReason.init)
        }
        if let link = touch.link, !directory.knows(link) { return .unknownLink }
        return directory.knows(touch.staff) ? nil : .unknownStaff
    }

    /// Tests 2 and 3: `time` lies in (T − window, T].
    func timeRejection(of time: Timestamp, window: Milliseconds) -> RejectReason? {
        if time > judgedAt { return .afterJudgingInstant }
        let age = judgedAt.since(time)
        return age >= window ? .outsideWindow : nil
    }
}
