import MeritCore
import MeritJSON

/// What a complete request leads to. Each ends by completing the ticket, now or when recorded.
extension CollectorLoop {
    func redirect(_ request: RedirectRequest, _ ticket: Ticket) {
        let now = now()
        switch table.decide(request, at: now, random: &random) {
        case .count(let rejection):
            counts.count(.rejected)
            count(rejection, at: now)
            ticket.complete(with: table.rejectionAnswer)
        case .reject(let click):
            counts.count(.rejected)
            if let rejection = click.rejection { counts.count(rejection) }
            record(click, at: now, orAnswer: .reject(ticket))
        case .follow(let click, let followed):
            record(click, at: now, orAnswer: .follow(followed, ticket))
        }
    }

    /// Judges the body of a request that `RedirectSettings.refusal(of:)` let pass.
    func views(_ request: ViewsRequest, body: [UInt8], _ ticket: Ticket) {
        let now = now()
        let sharing = table.settings.sharing(with: request.origin)
        let context = ViewsContext(table: table, node: journal.node, run: journal.run)
        do throws(JSONFaults) {
            let decision = try ViewsDecision(body, of: request, at: now, in: context)
            count(decision, at: now)
            answer(decision, sharing, at: now, ticket)
        } catch {
            let problem = Answer.problem(
                .unprocessableContent, code: "body_invalid",
                detail: "The body is not a batch of touches.", faults: error.faults)
            ticket.complete(with: problem.adding(sharing))
        }
    }

    private func answer(
        _ decision: ViewsDecision, _ sharing: [UInt8], at now: Timestamp, _ ticket: Ticket
    ) {
        let facts = decision.facts
        guard !facts.isEmpty else {
            return ticket.complete(with: decision.answer.adding(sharing))
        }
        let views = WaitingViews(
            factCount: facts.count, acceptedCount: decision.acceptedCount,
            answer: decision.answer, sharing: sharing)
        let kind = WaitingAnswer.Kind.views(views, ticket)
        guard hasRoom(for: facts.count) else { return answerWithoutRoom(kind) }
        record(facts, at: now, kind)
    }

    private func count(_ decision: ViewsDecision, at now: Timestamp) {
        counts.count(.rejected, decision.rejected.count)
        counts.identitiesRefused += UInt64(decision.identitiesRefused)
        counts.aliasesIgnored += UInt64(decision.aliasesIgnored)
        for fact in decision.facts {
            if let rejection = fact.rejection { counts.count(rejection) }
        }
        for rejection in decision.counted { count(rejection, at: now) }
    }

    private func record(
        _ click: LinkClick, at now: Timestamp, orAnswer kind: WaitingAnswer.Kind
    ) {
        guard hasRoom(for: 1) else { return answerWithoutRoom(kind) }
        record(click, at: now, kind)
    }

    /// The journal is not asked at all when too much waits for it already.
    private func answerWithoutRoom(_ kind: WaitingAnswer.Kind) {
        let waiting = WaitingAnswer(offset: 0, kind: kind)
        note(waiting.unrecorded, .queueFull)
        unrecorded(waiting)
    }

    /// Counts a token whose tag does not verify.
    private func count(_ rejection: TokenRejection, at now: Timestamp) {
        counts.count(rejection)
        if let finished = tally.count(rejection, at: now) {
            record(finished, at: now, .tally(finished))
        }
    }
}
