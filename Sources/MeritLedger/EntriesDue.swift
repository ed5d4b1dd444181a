package import MeritCore
import MeritOrders

/// The entries that bring an order's books to its dated targets; empty when they are there.
///
/// For each line, payee and period P: target just before P's end − target just before P's start −
/// the entries that P has. Periods up to `closedThrough` take no entries: what they lack or have
/// too much goes to the one after it, the oldest open one. A booking instant in the future is
/// posted at once, to its period; while it is unknown nothing is due, and what was posted before it
/// became unknown is taken back.
///
/// An order without entries gets a `credit` of the target at its booking instant and a `reversal`
/// per period of what later moments change; afterwards all entries of a posting have the kind of
/// its cause. There is at most one entry per line, payee, period and kind, in that order, and they
/// make `PostingCase.conservationFaults(after:)` empty.
package func entriesDue(
    _ subject: PostingCase, calendar: BusinessCalendar, closedThrough: Period? = nil
) -> [EntryDraft] {
    let books = OpenBooks(calendar: calendar, closedThrough: closedThrough)
    let entries = EntryDrafting(subject: subject, books: books)
    return subject.posted.isEmpty ? entries.first() : entries.further()
}

/// Where what is due at a moment can still be posted.
struct OpenBooks {
    let calendar: BusinessCalendar
    let closedThrough: Period?

    /// `period`, or the oldest open one when it is closed.
    func open(_ period: Period) -> Period {
        closedThrough.map { max(period, $0.next) } ?? period
    }

    func open(at moment: Timestamp) -> Period { open(calendar.period(of: moment)) }
}

/// Turns the differences between an order's targets and its books into entries.
struct EntryDrafting {
    let subject: PostingCase
    let books: OpenBooks

    /// The entries of an order that has none.
    func first() -> [EntryDraft] {
        guard let bookedAt = subject.bookedAt else { return [] }
        let record = subject.decisionRecord
        let credit = EntryOccasion(
            kind: .credit, cause: subject.due.creditCause(otherwise: record))
        let reversal = EntryOccasion(
            kind: .reversal, cause: subject.due.reversalCause(otherwise: record))
        return rising(TargetChanges(subject).byAccount).flatMap { account, changes in
            drafts(account, changes.filter { $0.moment == bookedAt }, credit)
                + drafts(account, changes.filter { $0.moment > bookedAt }, reversal)
        }
    }

    /// The entries that correct those the order has.
    func further() -> [EntryDraft] {
        let occasion = subject.due.occasion(otherwise: subject.decisionRecord)
        let targets = TargetChanges(subject).byAccount
        let posted = Dictionary(grouping: subject.posted) { entry in
            Account(line: entry.line, payee: entry.staff)
        }
        return Set(targets.keys).union(posted.keys).sorted().flatMap { account in
            drafts(account, targets[account] ?? [], occasion, beyond: posted[account] ?? [])
        }
    }

    private func rising(
        _ changes: [Account: [TargetChanges.Change]]
    ) -> [(Account, [TargetChanges.Change])] {
        changes.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    /// One entry per open period in which the changes and the entries so far differ.
    private func drafts(
        _ account: Account, _ changes: [TargetChanges.Change], _ occasion: EntryOccasion,
        beyond posted: [LedgerEntry] = []
    ) -> [EntryDraft] {
        var differences: [Period: PeriodDifference] = [:]
        for change in changes {
            let period = books.open(at: change.moment)
            differences[period, default: PeriodDifference()].add(change.amount, at: change.moment)
        }
        for entry in posted {
            let period = books.open(entry.period)
            differences[period, default: PeriodDifference()].add(-entry.amount, at: entry.at)
        }
        return differences.keys.sorted().compactMap { period in
            guard let difference = differences[period], let moment = difference.moment else {
                return nil
            }
            return draft(
                account, of: difference.total, in: period, at: moment, occasion,
                formerly: posted.last)
        }
    }

    /// An entry of a payee that the decision credits has the department and rule of that decision;
    /// that of a payee it no longer credits those of the payee's latest entry on the line, so that
    /// what was given to a department is taken from it.
    private func draft(
        _ account: Account, of amount: MinorAmount, in period: Period, at moment: Timestamp,
        _ occasion: EntryOccasion, formerly latest: LedgerEntry?
    ) -> EntryDraft {
        let decision = subject.decision
        let share = decision.shares.first { $0.payee == account.payee }
        let isUnattributed = account.payee == .unattributed
        let rule = share == nil ? latest?.rule : decision.rule
        return EntryDraft(
            order: subject.order, line: account.line, staff: account.payee,
            department: share == nil ? latest?.department : share?.department,
            store: decision.store, rule: isUnattributed ? nil : rule, amount: amount,
            currency: subject.state.currency, kind: occasion.kind, policy: decision.policy,
            decision: subject.decisionRecord, cause: occasion.cause, period: period, at: moment)
    }
}
