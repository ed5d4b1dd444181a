import SeededRandom
import Testing

@testable import MeritCollector

struct AnswerQueueTests {
    private let form = AnswerForm(body: .whole, connection: .keepAlive)

    private func answer(_ number: Int) -> Answer { .text(.ok, "\(number)") }

    @Test(arguments: 1...50)
    func `answers leave in the order of their requests`(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var queue = AnswerQueue()
        let slots = (0..<16).map { _ in queue.open(form) }
        var left: [Answer] = []
        for index in slots.indices.shuffled(using: &generator) {
            queue.complete(slots[index], with: answer(index))
            while let due = queue.next() { left.append(due.answer) }
        }
        #expect(left == (0..<16).map { answer($0) }, "seed \(seed)")
        #expect(queue.isEmpty)
    }

    @Test func `only the first answer to a request counts`() {
        var queue = AnswerQueue()
        let slot = queue.open(form)
        queue.complete(slot, with: answer(1))
        queue.complete(slot, with: answer(2))
        #expect(queue.next()?.answer == answer(1))
        queue.complete(slot, with: answer(3))
        #expect(queue.next() == nil)
    }

    @Test func `an answer that closes is the last one`() {
        var queue = AnswerQueue()
        let first = queue.open(form)
        let second = queue.open(form)
        let third = queue.open(form)
        queue.close(after: second)
        queue.complete(third, with: answer(3))
        queue.complete(second, with: answer(2))
        queue.complete(first, with: answer(1))
        #expect(queue.next()?.form.connection == .keepAlive)
        #expect(queue.next()?.form.connection == .close)
        #expect(queue.next() == nil)
    }

    @Test func `slots of a forgotten queue have no effect`() {
        var queue = AnswerQueue()
        let old = queue.open(form)
        queue.removeAll()
        let new = queue.open(form)
        queue.complete(old, with: answer(1))
        #expect(!queue.hasDue)
        #expect(queue.isFirst(new))
        queue.complete(new, with: answer(2))
        #expect(queue.next()?.answer == answer(2))
    }
}
