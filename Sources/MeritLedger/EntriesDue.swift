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
/// its cause. Only an adjustment stands apart: what else made the order due is posted first, by the
/// weights before it, so that the adjustment's own entries sum to 0 on each line of each period.
/// There is at most one entry per line, payee, period and kind, and the entries make
/// `PostingCase.conservationFaults(after:)` empty.
///
/// An order whose entries are posted in parts is due the rest, of the same kinds, as long as
/// nothing else happens to it.
package func entriesDue(
    _ subject: PostingCase, calendar: BusinessCalendar, closedThrough: Period? = nil
) -> [EntryDraft] {
    let books = OpenBooks(calendar: calendar, closedThrough: closedThrough)
    let posted = subject.posted.map { EntryDraft($0) }
    guard let before = subject.beforeAdjustment else {
        return EntryDrafting(subject, books, posted: posted).entries()
    }
    let others = EntryDrafting(before, books, posted: posted).entries()
    return others + EntryDrafting(subject, books, posted: posted + others).entries()
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
    private let subject: PostingCase
    private let books: OpenBooks
    /// By rising number.
    private let posted: [EntryDraft]
    private let targets: [Account: [TargetChanges.Change]]

    init(_ subject: PostingCase, _ books: OpenBooks, posted: [EntryDraft]) {
        self.subject = subject
        self.books = books
        self.posted = posted
        targets = TargetChanges(subject).byAccount
    }

    /// The first entries of an order that has none, or the rest of them; else those that correct
    /// what the order has.
    func entries() -> [EntryDraft] {
        let first = first()
        return first.starts(with: posted) ? Array(first.dropFirst(posted.count)) : further()
    }

    private func first() -> [EntryDraft] {
        guard let bookedAt = subject.bookedAt else { return [] }
        let record = subject.decisionRecord
        let credit = EntryOccasion(
            kind: .credit, cause: subject.due.creditCause(otherwise: record))
        let reversal = EntryOccasion(
            kind: .reversal, cause: subject.due.reversalCause(otherwise: record))
        return rising(targets).flatMap { account, changes in
            drafts(account, changes.filter { $0.moment == bookedAt }, credit)
                + drafts(account, changes.filter { $0.moment > bookedAt }, reversal)
        }
    }

    private func further() -> [EntryDraft] {
        let occasion = subject.due.occasion(otherwise: subject.decisionRecord)
        let posted = Dictionary(grouping: posted) { entry in
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
        beyond posted: [EntryDraft] = []
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
        _ occasion: EntryOccasion, formerly latest: EntryDraft?
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
