import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

/// Closing a month: proposed by one person, confirmed by another. It is November 2026.
@Suite struct ClosingTests {
    private static let august = Period(index: 2026 * 12 + 7)
    private static let september = august.next
    private static let october = september.next
    private static let november = october.next

    /// Entries lie in September and October.
    private static func withEntries() -> Ask {
        var ask = Ask.withBooks()
        ask.books.entries = [september, october, october]
        return ask
    }

    private static func withOctoberOpen() -> Ask {
        var ask = withEntries()
        ask(Ask.close(september, by: 1))
        ask(Ask.confirm(september, by: 2))
        return ask
    }

    @Test func `one proposes, another confirms, and everything before is closed with it`() {
        var ask = Self.withEntries()
        #expect(ask(Ask.close(Self.september, by: 1))?.changes.count == 1)
        #expect(ask.directory.closedThrough == nil)
        let proposal = ask.books.proposals.last
        #expect(proposal?.head == 3 && proposal?.proposer == PersonNumber(1))
        #expect(ask(Ask.confirm(Self.september, by: 2), at: Ask.days(1))?.changes.count == 1)
        #expect(ask.directory.closedThrough == Self.september)
        let closing = ask.books.closings.last
        #expect(closing?.proposal == proposal?.recorded && closing?.confirmer == PersonNumber(2))
        #expect(closing?.recordedAt == Ask.days(1) && closing?.period == Self.september)
        for closed in [Self.august, Self.september] {
            #expect(ask(Ask.close(closed, by: 1))?.refusal?.code == .periodClosed)
            #expect(ask(Ask.confirm(closed, by: 2))?.refusal?.code == .periodClosed)
        }
    }

    @Test func `of two confirmations at once the second is refused`() {
        var ask = Self.withOctoberOpen()
        ask(Ask.close(Self.october, by: 1))
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal == nil)
        #expect(ask(Ask.confirm(Self.october, by: 3))?.refusal?.code == .periodClosed)
        #expect(ask.books.closings.count == 2)
    }

    @Test func `periods close in order, the oldest with entries first`() {
        var ask = Self.withEntries()
        let refusal = ask(Ask.close(Self.october, by: 1))?.refusal
        #expect(refusal?.code == .closeOutOfOrder)
        #expect(refusal?.message.contains("2026-09") == true)
        // An older one without entries may go first, and does not close the later one.
        ask(Ask.close(Self.august, by: 1))
        #expect(ask(Ask.confirm(Self.august, by: 2))?.refusal == nil)
        #expect(ask(Ask.close(Self.october, by: 1))?.refusal?.code == .closeOutOfOrder)
        ask(Ask.close(Self.september, by: 1))
        ask(Ask.confirm(Self.september, by: 2))
        #expect(ask(Ask.close(Self.october, by: 1))?.refusal == nil)
    }

    @Test func `an entry in an older period between proposal and confirmation is in the way`() {
        var ask = Ask.withBooks()
        ask.books.entries = [Self.october]
        ask(Ask.close(Self.october, by: 1))
        ask.books.entries.append(Self.september)
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal?.code == .closeOutOfOrder)
    }

    @Test func `a period closes when it has ended, to the instant`() {
        var ask = Self.withOctoberOpen()
        ask(Ask.close(Self.october, by: 1))
        ask(Ask.confirm(Self.october, by: 2))
        let end = BusinessCalendar.utc.end(of: Self.november)
        let before = end.advanced(by: Milliseconds(-1))
        let refusal = ask(Ask.close(Self.november, by: 1), at: before)?.refusal
        #expect(refusal?.code == .closeNotEnded)
        #expect(refusal?.message.contains("2026-12-01T00:00:00") == true)
        #expect(ask(Ask.close(Self.november, by: 1), at: end)?.refusal == nil)
        // Records of clocks that were set back cannot get around it either.
        #expect(ask(Ask.confirm(Self.november, by: 2), at: before)?.refusal?.code == .closeNotEnded)
    }

    @Test func `what is to be judged or posted is never waived`() {
        for waives in CloseProposed.Waives.allCases {
            var ask = Self.withEntries()
            ask.books.unjudged = 2
            ask.books.due = 1
            let refusal = ask(Ask.close(Self.september, waiving: waives, by: 1))?.refusal
            #expect(refusal?.code == .closeRefused)
            #expect(
                refusal?.details == [
                    "Orders still to be judged: 2.",
                    "Orders whose entries are still to be posted: 1.",
                ])
            ask.books.unjudged = 0
            #expect(
                ask(Ask.close(Self.september, waiving: waives, by: 1))?.refusal?.details.count == 1)
            ask.books.due = 0
            ask(Ask.close(Self.september, waiving: waives, by: 1))
            ask.books.unjudged = 1
            #expect(ask(Ask.confirm(Self.september, by: 2))?.refusal?.code == .closeRefused)
        }
    }

    @Test func `bad records received in the period are listed, and may be waived`() {
        var ask = Self.withEntries()
        ask.books.badRecords[Self.september] = (1...103).map { Sequence($0) }
        ask.books.badRecords[Self.october] = [Sequence(500)]
        let refusal = ask(Ask.close(Self.september, by: 1))?.refusal
        #expect(refusal?.code == .closeRefused && refusal?.details.count == 101)
        #expect(refusal?.details.first == "Bad record 1 is open: replay or discard it.")
        #expect(refusal?.details.last == "3 more bad records are open.")
        ask(Ask.close(Self.september, waiving: .badRecordsAndAppeals, by: 1))
        #expect(ask(Ask.confirm(Self.september, by: 2))?.refusal == nil)
        #expect(ask.books.proposals.last?.reason == "known")
    }

    @Test func `open appeals of the period's orders are listed, and may be waived`() {
        var ask = Self.withOctoberOpen()
        ask(Ask.adjust(.weights(Ask.parts("1:1")), by: 3))
        let refusal = ask(Ask.close(Self.october, by: 1))?.refusal
        #expect(refusal?.code == .closeRefused)
        #expect(refusal?.details == ["Adjustment 1 is open: approve or decline it."])
        ask(Ask.close(Self.october, waiving: .badRecordsAndAppeals, by: 1))
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal == nil)
    }

    @Test func `the confirmer confirms the proposal as it is, waiver and all`() {
        var ask = Self.withOctoberOpen()
        ask(Ask.close(Self.october, by: 1))
        // What came after a proposal that waives nothing is in the way of its confirmation.
        ask(Ask.adjust(.weights(Ask.parts("1:1")), by: 3))
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal?.code == .closeRefused)
        ask(Ask.resolve(adjustment: 1, .declined, by: 3))
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal == nil)
    }

    @Test func `an entry posted since makes the proposal stale; a later proposal counts`() {
        var ask = Self.withOctoberOpen()
        ask(Ask.close(Self.october, by: 1))
        ask.books.entries.append(Self.november)
        let stale = ask(Ask.confirm(Self.october, by: 2))?.refusal
        #expect(stale?.code == .closeStale)
        #expect(stale?.message.contains("3 then, 4 now") == true)
        ask(Ask.close(Self.october, by: 2))
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal?.code == .samePerson)
        #expect(ask(Ask.confirm(Self.october, by: 1))?.refusal == nil)
    }

    @Test func `nobody confirms what nobody proposed, or what they proposed`() {
        var ask = Self.withOctoberOpen()
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal?.code == .closeNotProposed)
        ask(Ask.close(Self.october, by: 1))
        #expect(ask(Ask.confirm(Self.october, by: 1))?.refusal?.code == .samePerson)
        for person: UInt32? in [nil, 77] {
            #expect(ask(Ask.close(Self.october, by: person))?.refusal?.code == .personRequired)
            #expect(ask(Ask.confirm(Self.october, by: person))?.refusal?.code == .personRequired)
        }
    }

    @Test func `who made the other since the period began cannot confirm`() {
        let start = BusinessCalendar.utc.start(of: Self.october)
        for (moment, code) in [
            (start.advanced(by: Milliseconds(-1)), nil), (start, .personRelated),
            (Ask.noon, .personRelated),
        ] as [(Timestamp, CommandRefusal.Code?)] {
            var ask = Self.withOctoberOpen()
            ask(Ask.person("Chen", by: 1), at: moment)
            ask(Ask.close(Self.october, by: 4))
            #expect(ask(Ask.confirm(Self.october, by: 1))?.refusal?.code == code)
        }
    }

    @Test func `without any entry a period that has ended may be closed`() {
        var ask = Ask.withBooks()
        ask(Ask.close(Self.october, by: 1))
        #expect(ask(Ask.confirm(Self.october, by: 2))?.refusal == nil)
        #expect(ask.directory.closedThrough == Self.october)
    }
}
