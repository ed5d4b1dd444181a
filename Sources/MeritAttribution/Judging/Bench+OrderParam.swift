import MeritCore
import MeritOrders

extension Bench {
    /// The token or click id that the order came with: at most one candidate.
    mutating func orderParam(
        rule: UInt8, window: Milliseconds, proof: Rule.TokenProof
    ) -> Finding {
        guard let named = namedOnOrder(proof: proof) else { return Finding() }
        let rejection = named.rejection ?? timeRejection(of: named.at ?? createdAt, window: window)
        // Without a claim there is a rejection.
        let standing = Standing(rejection, else: standing(of: named.claim?.staff ?? .unattributed))
        return Finding(candidate(named, rule: rule, standing), standing)
    }

    func candidate(
        _ named: NamedOnOrder, rule: UInt8, _ standing: Standing
    ) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: .orderParam, touch: named.touch, id: [],
            staff: named.claim?.staff, payee: standing.payee(for: named.claim?.staff),
            link: named.claim?.link, at: named.at, rejection: standing.rejection,
            note: named.note)
    }

    /// What the order names, before any window is looked at.
    struct NamedOnOrder {
        var claim: TokenClaim?
        /// The record that the time was taken from.
        var touch: Sequence?
        var at: Timestamp?
        var rejection: RejectReason?
        var note: Decision.Note?
    }

    mutating func namedOnOrder(proof: Rule.TokenProof) -> NamedOnOrder? {
        switch clickOnOrder() {
        case .counts(let click, let claim):
            let rejection = doorRejection(click) ?? directoryRejection(claim)
            return NamedOnOrder(
                claim: claim, touch: click.sequence, at: min(click.at, createdAt),
                rejection: rejection)
        case .absent(let note):
            return tokenOnOrder(proof: proof, note: note)
        }
    }

    // MARK: A click id

    private enum ClickOnOrder {
        case counts(CaseTouch, TokenClaim)
        /// None, or as if there were none, with the reason.
        case absent(Decision.Note?)
    }

    /// A click id counts when its tag verifies, its click is recorded, and it was given for the
    /// order's token where the order names one. The leaves of an order may come from different
    /// events, so the last is tested here again.
    private func clickOnOrder() -> ClickOnOrder {
        switch subject.order.click {
        case nil: return .absent(nil)
        case .mismatch: return .absent(.clickMismatch)
        case .unknown: return .absent(.clickUnknown)
        case .verified:
            // A click that was recorded too late is as if it were not.
            guard let click = subject.orderClick, let claim = click.token, !isLate(click) else {
                return .absent(.clickUnknown)
            }
            switch subject.order.token {
            case nil: return .counts(click, claim)
            case .verified(let named, _):
                return named == claim ? .counts(click, claim) : .absent(.clickMismatch)
            case .rejected: return .absent(.clickMismatch)
            }
        }
    }

    /// A retired key rejects the click's token; whether its click looked human is no question
    /// here: somebody ordered with it.
    private func doorRejection(_ click: CaseTouch) -> RejectReason? {
        if case .verified(_, let rejection?) = subject.order.token {
            return RejectReason(rejection)
        }
        return click.verdict == .retiredKey ? .retiredKey : nil
    }

    // MARK: A token

    private mutating func tokenOnOrder(
        proof: Rule.TokenProof, note: Decision.Note?
    ) -> NamedOnOrder? {
        switch subject.order.token {
        case nil:
            // A click id without effect names nobody; the proof still says that it was there.
            return note.map {
                NamedOnOrder(
                    rejection: $0 == .clickMismatch ? .forged : .unprovenToken, note: $0)
            }
        case .rejected(let rejection):
            return NamedOnOrder(rejection: RejectReason(rejection), note: note)
        case .verified(let claim, let rejection):
            let refused = rejection.map(RejectReason.init) ?? directoryRejection(claim)
            return timed(claim, refused, proof: proof, note: note)
        }
    }

    /// The token with its time: that of the latest human touch of the same staff member and link
    /// at or before `created_at`, else what `proof` says.
    private mutating func timed(
        _ claim: TokenClaim, _ refused: RejectReason?, proof: Rule.TokenProof,
        note: Decision.Note?
    ) -> NamedOnOrder {
        if let touch = latestTouch(of: claim) {
            return NamedOnOrder(
                claim: claim, touch: touch.sequence, at: touch.at, rejection: refused, note: note)
        }
        switch proof {
        case .token:
            return NamedOnOrder(
                claim: claim, at: createdAt, rejection: refused, note: note ?? .tokenOnly)
        case .touch:
            return NamedOnOrder(claim: claim, rejection: refused ?? .unprovenToken, note: note)
        }
    }

    private mutating func latestTouch(of claim: TokenClaim) -> CaseTouch? {
        for place in touches.indices.reversed()
        where touches[place].staff == claim.staff && touches[place].link == claim.link {
            guard touches[place].at <= createdAt else { continue }
            if evidenceRejection(at: place) == nil { return touches[place] }
        }
        return nil
    }

    private mutating func directoryRejection(_ claim: TokenClaim) -> RejectReason? {
        lens.tokenRejection(of: claim, at: createdAt).map(RejectReason.init)
    }
}
