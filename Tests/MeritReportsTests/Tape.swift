import MeritAttribution
import MeritCore
import MeritLedger

@testable import MeritJournal
@testable import MeritStore

/// Facts as they would stand in a journal, applied, judged and posted as the worker does.
struct Tape {
    private var records: [Record] = []

    private var last: Sequence { Sequence(UInt64(records.count)) }

    @discardableResult
    mutating func add<Content: Fact>(_ fact: Content, at time: Timestamp) -> Sequence {
        var publicPart = ByteWriter()
        fact.writePublic(to: &publicPart)
        var personal = PersonalPart.none
        if fact.hasPersonalPart {
            var writer = ByteWriter()
            fact.writePersonal(to: &writer)
            personal = .present(writer.bytes[...])
        }
        let sequence = last.advanced(by: 1)
        records.append(
            Record(
                sequence: sequence, node: .first, run: RunID(high: 1, low: 2),
                kind: Content.kind.rawValue, version: Content.version, time: time,
                publicBody: publicPart.bytes[...], personal: personal))
        return sequence
    }

    /// Applies what is new, judges what is pending and posts what is due until nothing is left.
    mutating func settle(_ store: Store, at time: Timestamp) throws {
        while true {
            try apply(to: store)
            let asOf = store.cursor.mark.sequence
            let pending = try store.pendingJudgements(limit: 100)
            try store.judge(pending, asOf: asOf) { subject, directory throws(StoreError) in
                let judgement = Self.judgement(of: subject, directory)
                if case .decided(let decision) = judgement { add(decision, at: time) }
                return judgement
            }
            if last > asOf { continue }
            let due = try store.ordersDue(limit: 100)
            if due.isEmpty { return }
            add(try posting(of: due, store, asOf), at: time)
        }
    }

    private static func judgement(of subject: PendingCase, _ directory: Directory) -> Judgement {
        switch subject {
        case .judging(let subject): judge(subject, directory: directory)
        case .adjustment(let subject): .decided(subject.decision(in: directory))
        }
    }

    /// Applies what is new.
    func apply(to store: Store) throws {
        let applied = store.cursor.mark.sequence
        if applied < last { _ = try store.apply(batch(after: applied)) }
    }

    private func posting(
        of due: [OrderKey], _ store: Store, _ asOf: Sequence
    ) throws -> Posting {
        var head = try store.ledgerHead()
        var entries: [LedgerEntry] = []
        var unchanged: [OrderKey] = []
        for subject in try store.postingCases(for: due) {
            let drafts = entriesDue(
                subject, calendar: store.directory.calendar,
                closedThrough: store.directory.closedThrough)
            if drafts.isEmpty { unchanged.append(subject.order) }
            entries += drafts.map { head.append($0) }
        }
        return Posting(asOf: asOf, entries: entries, unchanged: unchanged)
    }

    /// The end names the last record and, in place of the chain, its number.
    private func batch(after sequence: Sequence) -> JournalBatch {
        let mark = JournalMark(sequence: last, chain: Digest(last.value, 0, 0, 0))
        return JournalBatch(
            records: records.filter { $0.sequence > sequence },
            end: JournalPosition(
                segment: Sequence(1), batch: last.value, offset: last.value * 512, mark: mark))
    }
}
