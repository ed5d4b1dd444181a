import MeritAttribution
import MeritCore

extension BookOffice {
    /// What may be closed may be proposed; the ledger's head is kept, so that the confirmer closes
    /// what the proposer saw. A later proposal of the period takes the place of an earlier one.
    ///
    /// That a waiver has a reason is checked where it comes in: a reason may be erased, and the
    /// outcome has to stay.
    func propose(_ command: CloseProposed) throws(Lookup.Failure) -> CommandOutcome {
        guard let proposer = person(of: command.actor) else { return personRequired }
        if let refusal = refusalWhereClosed(command.period) { return refusal }
        let material = try lookup.closing(of: command.period)
        if let refusal = refusal(ofClosing: command.period, material, waives: command.waives) {
            return refusal
        }
        return .accepted(
            .closeProposal(
                CloseProposalRow(
                    recorded: sequence, recordedAt: at, period: command.period,
                    waives: command.waives, proposer: proposer,
                    reason: command.personal?.reason, head: material.head)))
    }

    /// A second person confirms the period's latest proposal, as long as nothing was posted since.
    func confirm(_ command: CloseConfirmed) throws(Lookup.Failure) -> CommandOutcome {
        guard let confirmer = person(of: command.actor) else { return personRequired }
        if let refusal = refusalWhereClosed(command.period) { return refusal }
        let material = try lookup.closing(of: command.period)
        guard let proposal = material.proposal else {
            return .refused(
                .closeNotProposed,
                "Nobody proposed to close \(command.period): propose it, then let another confirm.")
        }
        let since = directory.calendar.start(of: command.period)
        if let refusal = twoPersonRefusal(proposal.proposer, confirmer, since: since) {
            return refusal
        }
        if let refusal = refusal(ofClosing: command.period, material, waives: proposal.waives) {
            return refusal
        }
        guard material.head == proposal.head else {
            return .refused(
                .closeStale,
                """
                Entries were posted since the close of \(command.period) was proposed (\
                \(proposal.head) then, \(material.head) now): look at them and propose it again.
                """)
        }
        if proposal.waives == .badRecordsAndAppeals, let latest = material.latestWaived,
            latest > proposal.recorded
        {
            return .refused(
                .closeStale,
                """
                Since the close of \(command.period) was proposed, another bad record or appeal \
                came in, which the waiver does not know: look at it and propose it again.
                """)
        }
        return .accepted(
            .closing(
                ClosingRow(
                    recorded: sequence, recordedAt: at, period: command.period,
                    proposal: proposal.recorded, confirmer: confirmer)))
    }

    private func refusalWhereClosed(_ period: Period) -> CommandOutcome? {
        guard let closed = directory.closedThrough, period <= closed else { return nil }
        return .refused(
            .periodClosed,
            """
            \(period) is closed, as is everything up to \(closed), and is not opened again: \
            adjust in the open period.
            """)
    }

    private func refusal(
        ofClosing period: Period, _ material: ClosingMaterial, waives: CloseProposed.Waives
    ) -> CommandOutcome? {
        if let oldest = material.oldestOpen, oldest < period {
            return .refused(
                .closeOutOfOrder,
                "\(oldest) has entries and is open: close it before \(period).")
        }
        let end = directory.calendar.end(of: period)
        guard end <= at else {
            return .refused(
                .closeNotEnded,
                "\(period) ends at \(end.rfc3339): close it when it has ended.")
        }
        let details = material.obstacles(waives: waives)
        guard !details.isEmpty else { return nil }
        return .refused(
            .closeRefused,
            """
            \(period) has unfinished business: settle what is listed; bad records and appeals \
            may be waived with a reason.
            """, details: details)
    }
}

extension ClosingMaterial {
    /// One line for each thing that stands in the way.
    fileprivate func obstacles(waives: CloseProposed.Waives) -> [String] {
        var lines: [String] = []
        if unjudged > 0 { lines.append("Orders still to be judged: \(unjudged).") }
        if due > 0 { lines.append("Orders whose entries are still to be posted: \(due).") }
        switch waives {
        case .badRecordsAndAppeals: return lines
        case .nothing: break
        }
        lines += badRecords.map { "Bad record \($0.value) is open: replay or discard it." }
        if badRecordCount > badRecords.count {
            lines.append("\(badRecordCount - badRecords.count) more bad records are open.")
        }
        lines += appeals.map { "Adjustment \($0.value) is open: approve or decline it." }
        return lines
    }
}
