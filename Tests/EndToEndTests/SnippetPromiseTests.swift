import Foundation
import MeritJSON
import ProcessFixture
import Testing

/// What `Schemas/views.md` promises of the H5 snippet, seen by a server that stands in for the
/// collector.
struct SnippetPromiseTests {
    private let token = String(repeating: "T", count: 30)
    private let click = String(repeating: "C", count: 20)
    private let stranger = String(repeating: "A", count: 22)

    @Test(.enabled(if: Chromium.program != nil, Chromium.notTested))
    func `each view has one event id, however often and by whatever way it is told`() throws {
        let pages = try MallPages(answering: [503, 429])
        pages.open(sendingTo: "")
        let browser = try Chromium(
            opening: "\(pages.origin("mall.example"))/scripted.html?mt=\(token)&mc=\(click)"
                + "&visitor=\(stranger)&mv=\(stranger)&openid=secret")
        var batches: [JSONValue] = []
        var waits: [Int] = []
        while batches.count < 11 {
            let told = try pages.next()
            if told["touches"] != nil { batches.append(told) }
            if let wait = told["wait"]?.number { waits.append(wait) }
        }
        withExtendedLifetime(browser) {}
        expectWaits(waits)
        let touches = batches.map { $0["touches"]?.elements ?? [] }
        expectRepeats(touches)
        expectNothingElse(batches, touches)
    }

    /// Refused twice: about one second, then about two, each spread over as much again.
    private func expectWaits(_ waits: [Int]) {
        #expect(waits.count == 2)
        guard waits.count == 2 else { return }
        #expect((1_000...2_000).contains(waits[0]) && (2_000...4_000).contains(waits[1]))
    }

    private func expectRepeats(_ touches: [[JSONValue]]) {
        let told = touches.map { $0.map(Self.summary) }
        #expect(
            told.prefix(5) == [
                // Refused twice, then taken.
                ["/scripted.html"], ["/scripted.html"], ["/scripted.html"],
                // The next view takes the time of the former one along.
                ["/scripted.html timed", "/p/2"],
                // Who it is, is told as another view.
                ["/p/2 timed", "/p/2 signed"],
            ])
        // What a page says when it is left may come after what the next one says.
        #expect(
            Set(told.dropFirst(5)) == [
                ["/p/2 timed signed"],
                // A browser without `keepalive` sends beacons.
                ["/old.html"], ["/old.html timed"],
                // Looked at once it comes to the front; back from memory it is another view.
                ["/behind.html"], ["/behind.html timed"],
                ["/behind.html timed", "/behind.html"],
            ])
        var events: [String: Set<String>] = [:]
        for touch in touches.flatMap(\.self) {
            let view = "\(touch["page"]?.text ?? "") \(touch["identity"]?.text ?? "")"
            events[view, default: []].insert(touch["event_id"]?.text ?? "")
        }
        let counts = ["/scripted.html ": 1, "/p/2 ": 1, "/p/2 a.b.c": 1, "/old.html ": 1]
        #expect(events.mapValues(\.count) == counts.merging(["/behind.html ": 2]) { $1 })
        #expect(events.values.reduce(Set()) { $0.union($1) }.count == 6, "\(events)")
    }

    /// The page, whether the time is told for which it was visible, and who the customer is.
    private static func summary(_ touch: JSONValue) -> String {
        let time = touch["dwell_ms"]?.number == nil ? "" : " timed"
        let customer = touch["identity"]?.text == "a.b.c" ? " signed" : ""
        return "\(touch["page"]?.text ?? "")\(time)\(customer)"
    }

    private func expectNothingElse(_ batches: [JSONValue], _ touches: [[JSONValue]]) {
        for batch in batches {
            #expect(batch["type"]?.text == "text/plain;charset=UTF-8", "nobody is asked first")
        }
        // A beacon to a page's own host takes the host's cookies along; nobody can tell it not to.
        let fetched = batches.filter { !$0.line.contains("/old.html") }
        #expect(fetched.allSatisfy { $0["cookie"]?.isNull == true }, "no cookie goes along")
        let all = touches.flatMap(\.self)
        #expect(all.allSatisfy { $0["token"]?.text == token && $0["click_id"]?.text == click })
        let visitors = Set(all.map { $0["visitor"]?.text ?? "" })
        #expect(visitors.count == 1, "one browser, one visitor")
        #expect(!visitors.contains(stranger) && visitors.first?.utf8.count == 22)
        #expect(!all.contains { $0.line.contains("secret") }, "no query")
        let known: Set = [
            "event_id", "kind", "token", "click_id", "visitor", "page", "at", "dwell_ms",
            "identity",
        ]
        for touch in all {
            guard case .object(let members) = touch else { continue }
            #expect(Set(members.members.map(\.key)).subtracting(known).isEmpty)
        }
    }

    @Test func `the H5 snippet is small`() throws {
        let snippet = "\(Surroundings.root)/Schemas/snippets/merit-h5.js"
        #expect(try Data(contentsOf: URL(filePath: snippet)).count <= 4_096)
    }
}
