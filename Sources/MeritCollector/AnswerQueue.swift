/// The answers that one connection owes, in the order of its requests, which is the order they are
/// sent in whatever order they become ready.
struct AnswerQueue {
    /// One request's place in the order.
    struct Slot: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    /// An answer whose turn it is.
    struct Due {
        let answer: Answer
        let form: AnswerForm
    }

    private struct Entry {
        var form: AnswerForm
        var answer: Answer?
    }

    private var entries: [Entry] = []
    private var first: UInt64 = 0

    /// Requests whose answers are not sent yet.
    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    /// Whether the next answer is ready.
    var hasDue: Bool { entries.first?.answer != nil }

    /// A place for the next request's answer.
    mutating func open(_ form: AnswerForm) -> Slot {
        entries.append(Entry(form: form))
        return Slot(number: first + UInt64(entries.count) - 1)
    }

    /// Whether `slot` is the one whose turn it is.
    func isFirst(_ slot: Slot) -> Bool { slot.number == first && !entries.isEmpty }

    /// Takes out the place of `slot` where its turn has come and its answer is not set; says how
    /// that answer is framed.
    mutating func takeFirst(_ slot: Slot) -> AnswerForm? {
        guard isFirst(slot), entries[0].answer == nil else { return nil }
        first += 1
        return entries.removeFirst().form
    }

    /// Sets the answer of `slot`; the first one counts, and none counts after `removeAll`.
    mutating func complete(_ slot: Slot, with answer: Answer) {
        guard let index = index(of: slot), entries[index].answer == nil else { return }
        entries[index].answer = answer
    }

    /// Makes the answer of `slot` the connection's last.
    mutating func close(after slot: Slot) {
        guard let index = index(of: slot) else { return }
        entries[index].form.connection = .close
        entries.removeLast(entries.count - index - 1)
    }

    /// Takes out the next answer if it is ready.
    mutating func next() -> Due? {
        guard let entry = entries.first, let answer = entry.answer else { return nil }
        entries.removeFirst()
        first += 1
        return Due(answer: answer, form: entry.form)
    }

    /// Forgets every answer; their slots stay without effect.
    mutating func removeAll() {
        first += UInt64(entries.count)
        entries.removeAll()
    }

    private func index(of slot: Slot) -> Int? {
        guard slot.number >= first, slot.number < first + UInt64(entries.count) else { return nil }
        return Int(slot.number - first)
    }
}
