import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// The check that stands between a posting and the books must see what is wrong with it.
struct ConservationTests {
    private func booked() throws -> OrderBooks {
        var script = LedgerScript()
        for step in ["paid 11-03 10:00 a=1000 b=500", "judge 1001:1 1002:1", "post"] {
            try script.take(Substring(step))
        }
        return script.books
    }

    @Test func `posted books conserve`() throws {
        #expect(try #require(try booked().subject).conservationFaults().isEmpty)
    }

    @Test func `an entry left out is a fault of its line`() throws {
        let subject = try #require(try booked().subject)
        let faults = subject.with(posted: Array(subject.posted.dropLast())).conservationFaults()
        let fault = "line b: the entries sum to 250, the net base is 500"
        #expect(faults.map(\.description) == [fault])
    }

    @Test func `a draft too many is a fault`() throws {
        let subject = try #require(try booked().subject)
        let repeated = subject.posted.prefix(1).map { EntryDraft($0) }
        let faults = subject.conservationFaults(after: repeated)
        #expect(faults.map(\.line.value) == ["a"])
    }

    @Test func `entries of an order that is not booked are faults`() throws {
        let subject = try #require(try booked().subject)
        let unbooked = subject.with(bookedAt: nil, posted: subject.posted)
        #expect(unbooked.conservationFaults().map(\.base) == [.zero, .zero])
    }
}

extension PostingCase {
    fileprivate func with(posted: [LedgerEntry]) -> PostingCase {
        with(bookedAt: bookedAt, posted: posted)
    }

    fileprivate func with(bookedAt: Timestamp?, posted: [LedgerEntry]) -> PostingCase {
        PostingCase(
            state: state, decision: decision, decisionRecord: decisionRecord,
            bookedAt: bookedAt, basis: basis, posted: posted, due: due)
    }
}
