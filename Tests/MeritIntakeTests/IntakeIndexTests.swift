import MeritCore
import MeritIntake
import SeededRandom
import Testing

struct IntakeIndexTests {
    private let key = IntakeIndex.Key.orderEvent(
        ShopName(unchecked: "mall"), EventID(unchecked: "e1"))
    private let content = Digest(1, 2, 3, 4)

    @Test func `of two claims on a key one is given and the other waits`() {
        var index = IntakeIndex()
        #expect(index.claim(key) == .yours)
        #expect(index.claim(key) == .busy)
        #expect(index.wait(7, for: key) == .wait)
        #expect(index.settle(key, .recorded(content, Sequence(9))) == [7])
        #expect(index.claim(key) == .recorded(content))
    }

    @Test func `a key whose recording failed is free for the next`() {
        var index = IntakeIndex()
        #expect(index.claim(key) == .yours)
        #expect(index.wait(7, for: key) == .wait)
        #expect(index.settle(key, .released) == [7])
        #expect(index.claim(key) == .yours)
    }

    @Test func `waiting for a settled key goes on at once`() {
        var index = IntakeIndex()
        #expect(index.wait(1, for: key) == .goOn)
    }

    @Test func `a recorded key is known until the store has applied it`() {
        var index = IntakeIndex()
        index.note(key, content: content, at: Sequence(9))
        index.forget(appliedThrough: Sequence(8))
        #expect(index.claim(key) == .recorded(content))
        index.forget(appliedThrough: Sequence(9))
        #expect(index.claim(key) == .yours)
        #expect(index.recordedCount == 0)
    }

    @Test func `the first content under a key counts`() {
        var index = IntakeIndex()
        index.note(key, content: content, at: Sequence(1))
        index.note(key, content: .zero, at: Sequence(2))
        #expect(index.claim(key) == .recorded(content))
    }

    @Test func `waiters of one key are bounded`() {
        var index = IntakeIndex()
        _ = index.claim(key)
        for waiter in 0..<UInt64(IntakeIndex.waitersMax) {
            #expect(index.wait(waiter, for: key) == .wait)
        }
        #expect(index.wait(1 << 40, for: key) == .tooMany)
    }

    @Test func `what is recorded and not applied is bounded`() {
        var index = IntakeIndex()
        for number in 0..<IntakeIndex.recordedMax {
            let key = IntakeIndex.Key.importedTouch(EventID(unchecked: "\(number)"))
            index.note(key, content: .zero, at: Sequence(UInt64(number) + 1))
        }
        #expect(index.claim(key) == .full)
        index.forget(appliedThrough: Sequence(1))
        #expect(index.claim(key) == .yours)
    }

    /// Against a model that keeps everything: whatever the order of claims, settlements and
    /// applying, a key is given again only where nothing is recorded under it, or it is applied.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a recorded key is never given away before it is applied`(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var index = IntakeIndex()
        var claimed: Set<Int> = []
        var recorded: [Int: UInt64] = [:]
        var last: UInt64 = 0
        var applied: UInt64 = 0
        for _ in 0..<2_000 {
            let number = Int.random(in: 0..<20, using: &generator)
            let key = IntakeIndex.Key.importedTouch(EventID(unchecked: "\(number)"))
            switch Int.random(in: 0..<3, using: &generator) {
            case 0:
                let isKnown = recorded[number].map { $0 > applied } ?? false
                switch index.claim(key) {
                case .yours:
                    #expect(!isKnown && !claimed.contains(number), "seed \(seed)")
                    claimed.insert(number)
                case .busy: #expect(claimed.contains(number), "seed \(seed)")
                case .recorded: #expect(isKnown, "seed \(seed)")
                case .full: Issue.record("seed \(seed)")
                }
            case 1 where claimed.contains(number):
                claimed.remove(number)
                if Bool.random(using: &generator) {
                    last += 1
                    recorded[number] = last
                    _ = index.settle(key, .recorded(.zero, Sequence(last)))
                } else {
                    _ = index.settle(key, .released)
                }
            default:
                applied = UInt64.random(in: applied...last, using: &generator)
                index.forget(appliedThrough: Sequence(applied))
            }
        }
    }
}
