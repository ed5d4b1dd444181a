import Testing

@testable import MeritWorker

/// How much one transaction takes on.
struct ApplyPaceTests {
    @Test func `near the journal's end a transaction stays small`() {
        var pace = ApplyPace(near: 8_192)
        for _ in 0..<9 { pace.note(records: 65_536, took: .milliseconds(10)) }
        #expect(pace.limit(waiting: 8_192) == 8_192)
        #expect(pace.limit(waiting: 0) == 8_192)
    }

    @Test func `far behind it grows as long as it is quick, up to its bound`() {
        var pace = ApplyPace(near: 8_192)
        #expect(pace.limit(waiting: 1_000_000) == 8_192)
        pace.note(records: 8_192, took: .milliseconds(200))
        #expect(pace.limit(waiting: 1_000_000) == 16_384)
        for _ in 0..<20 { pace.note(records: ApplyPace.recordsMax, took: .milliseconds(200)) }
        #expect(pace.limit(waiting: 1_000_000) == ApplyPace.recordsMax)
    }

    @Test func `a transaction that found fewer records than it might have taken tells nothing`() {
        var pace = ApplyPace(near: 8_192)
        pace.note(records: 10, took: .milliseconds(1))
        #expect(pace.limit(waiting: 1_000_000) == 8_192)
    }

    @Test func `slow transactions halve it, whatever is waiting, and quick ones bring it back`() {
        var pace = ApplyPace(near: 8_192)
        for records in [8_192, 16_384] { pace.note(records: records, took: .milliseconds(200)) }
        pace.note(records: 32_768, took: .seconds(3))
        #expect(pace.limit(waiting: 1_000_000) == 16_384)
        for _ in 0..<20 { pace.note(records: 16_384, took: .seconds(9)) }
        #expect(pace.limit(waiting: 1_000_000) == 512)
        #expect(pace.limit(waiting: 1) == 512)
        pace.note(records: 512, took: .milliseconds(1))
        #expect(pace.limit(waiting: 1) == 1_024)
    }

    @Test func `neither quick nor slow, it stays`() {
        var pace = ApplyPace(near: 8_192)
        pace.note(records: 8_192, took: .seconds(1))
        #expect(pace.limit(waiting: 1_000_000) == 8_192)
    }
}
