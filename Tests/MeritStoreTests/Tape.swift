import MeritCore

@testable import MeritJournal

/// Facts as they would stand in a journal, cut into batches wherever a test likes.
struct Tape {
    private(set) var records: [Record] = []
    /// The first sequence of the tape is one more than this.
    let before: Sequence

    init(after before: Sequence = .zero) { self.before = before }

    var last: Sequence { before.advanced(by: UInt64(records.count)) }

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
        return add(
            kind: Content.kind.rawValue, version: Content.version, time, publicPart.bytes, personal)
    }

    @discardableResult
    mutating func add(
        kind: UInt16, version: UInt8, _ time: Timestamp, _ body: [UInt8],
        _ personal: PersonalPart = .none
    ) -> Sequence {
        let sequence = last.advanced(by: 1)
        records.append(
            Record(
                sequence: sequence, node: .first, run: RunID(high: 1, low: 2), kind: kind,
                version: version, time: time, publicBody: body[...], personal: personal))
        return sequence
    }

    /// The same facts with every personal part blanked.
    var erased: Tape {
        var tape = Tape(after: before)
        for record in records {
            let personal: PersonalPart = record.personal == .none ? .none : .erased
            tape.add(
                kind: record.kind, version: record.version, record.time,
                Array(record.publicBody), personal)
        }
        return tape
    }

    /// Everything as one batch.
    var batch: JournalBatch { batch(records[...]) }

    /// Batches of the given sizes, the rest as one more.
    func batches(_ sizes: [Int]) -> [JournalBatch] {
        var batches: [JournalBatch] = []
        var rest = records[...]
        for size in sizes where !rest.isEmpty {
            batches.append(batch(rest.prefix(max(1, size))))
            rest = rest.dropFirst(max(1, size))
        }
        if !rest.isEmpty { batches.append(batch(rest)) }
        return batches
    }

    /// The part of the tape that a reader behind `sequence` has not seen.
    func after(_ sequence: Sequence) -> JournalBatch {
        batch(records.drop { $0.sequence <= sequence })
    }

    /// The end names the last record and, in place of the chain, its number.
    private func batch(_ part: ArraySlice<Record>) -> JournalBatch {
        let last = part.last?.sequence ?? before
        return JournalBatch(
            records: Array(part),
            end: JournalPosition(
                segment: Sequence(1), batch: last.value, offset: last.value * 512,
                mark: JournalMark(
                    sequence: last, chain: Digest(last.value, 0, 0, 0))))
    }
}
