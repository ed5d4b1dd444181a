import MeritCore
import Testing

@testable import MeritAttribution

/// Why nobody is credited, in one line.
@Suite struct NearestMissTests {
    static let order = [
        JudgedRow(
            "who failed at a later test came nearer than who failed at an earlier one",
            """
            cross same_store_only; leaver reject; store S1; staff 1005 south left T-1h
            rule shared touches link_click 7d last_touch
            a link_click T-2d 2001; b link_click T-1d 1005; c link_click T-8d 1001
            """, "nobody: staff 2001 of north does not belong to store S1"),
        JudgedRow(
            "an own purchase comes nearer than a leaver",
            """
            self exclude; leaver reject; staff 1005 south left T-1h; staff 1007 south alias u1
            rule shared touches link_click 7d last_touch
            a link_click T-2d 1007; b link_click T-1d 1005
            """, "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "a leaver comes nearer than a touch outside its window",
            """
            leaver reject; staff 1005 south left T-1h
            rule shared touches link_click 7d last_touch
            a link_click T-2d 1005; b link_click T-8d 1001
            """, "nobody: staff 1005 left on 2026-11-21"),
        JudgedRow(
            "a protection that ended comes as near as a window that did: the later of them",
            """
            relation 180d 3d bind contact_added; rule mine relation protected
            rule shared touches link_click 7d last_touch
            a contact_added T-5d 1001; b link_click T-8d 1001
            """, "nobody: guide's protection ended 2 d before"),
        JudgedRow(
            "a touch outside its window comes nearer than a late one",
            """
            decided T; rule shared touches link_click 7d last_touch
            a link_click T-1d 1001 recorded T+80h; b link_click T-8d 1001
            """, "nobody: last touch 8 d before, window 7 d"),
        JudgedRow(
            "a late touch comes nearer than a bot's",
            """
            decided T; rule shared touches link_click 7d last_touch
            a link_click T-2d 1001 recorded T+80h; b link_click T-1d 1001 bot
            """, "nobody: last touch was recorded too late to count"),
    ]

    @Test("the nearest miss is the candidate that passed most tests", arguments: order)
    func table(row: JudgedRow) throws { try row.check() }

    @Test func `without the directory it says what it can`() throws {
        let left = try Scenario(
            """
            leaver reject; staff 1005 south left T-1h
            rule shared touches link_click 7d last_touch; a link_click T-2d 1005
            """)
        let decision = try left.decision()
        let miss = decision.nearestMiss(under: try left.policy(of: decision))
        #expect(miss?.text == "staff 1005 was not employed")
        #expect(miss?.candidate.staff?.value == 1005)
    }

    /// 2026-11-21 04:00 in Shanghai is T − 6 h: the business day of the 20th ends there.
    @Test func `where days begin at four o'clock the last day of employment is told by them`()
        throws
    {
        let calendar = try #require(
            BusinessCalendar(
                zone: "Asia/Shanghai",
                offsets: [BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)],
                dayStartMinutes: 240, monthStart: 1))
        let facts = """
            leaver reject; rule shared touches link_click 7d last_touch; a link_click T-2d 1005
            staff 1005 south left
            """
        var night = try Scenario("\(facts) T-6h")
        #expect(try night.outcome() == "nobody: staff 1005 left on 2026-11-21")
        night.calendar = calendar
        #expect(try night.outcome() == "nobody: staff 1005 left on 2026-11-20")
        var dawn = try Scenario("\(facts) T-6h+1ms")
        dawn.calendar = calendar
        #expect(try dawn.outcome() == "nobody: staff 1005 left on 2026-11-21")
    }
}
