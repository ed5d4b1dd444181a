import MeritCore
import MeritToken
import NIOCore
import SeededRandom
import Testing

@testable import MeritCollector

struct RedirectDecisionTests {
    private func request(_ token: String) -> RedirectRequest {
        RedirectRequest(
            method: .get, token: token.utf8.count == 30 ? Fixture.text(token) : nil, visitor: nil,
            navigation: .unknown, purpose: .visit,
            userAgent: Array("wxwork/4 MicroMessenger/8".utf8),
            network: NetworkPrefix(address: [203, 0, 113, 7]))
    }

    private func decide(_ request: RedirectRequest) throws -> RedirectDecision {
        var random = SplitMix(seed: 7)
        return try Fixture.table().decide(request, at: Fixture.now, random: &random)
    }

    private func click(_ decision: RedirectDecision) -> LinkClick? {
        switch decision {
        case .count: nil
        case .reject(let click), .follow(let click, _): click
        }
    }

    @Test func `a good click tells who, whose and with what`() throws {
        guard case .follow(let click, let followed) = try decide(request(Fixture.token())) else {
            Issue.record("not followed")
            return
        }
        let visitor = try required(followed.newVisitor)
        #expect(click.token == Fixture.claim())
        #expect(click.verdict == .human)
        #expect(click.rejection == nil)
        #expect(click.personal?.visitor == (try Fixture.alias(.visitor, visitor.text)))
        #expect(click.personal?.network?.bytes == [203, 0, 113])
        #expect(click.personal?.userAgent == Array("wxwork/4 MicroMessenger/8".utf8))
    }

    @Test func `an answer is the same bytes, made as a value or written at once`() throws {
        let click = try Fixture.clickKey().clickID(
            node: .first, sequence: Sequence(9), run: Fixture.run, claim: Fixture.claim())
        let date = Array("Date: x\r\n".utf8)
        for token in [try Fixture.token(), try Fixture.token(link: 5), try Fixture.token(link: 6)] {
            guard case .follow(_, let followed) = try decide(request(token)) else {
                Issue.record("not followed")
                return
            }
            for connection in [AnswerForm.ConnectionForm.keepAlive, .keepAliveTold, .close] {
                for click in [click, nil] {
                    let form = AnswerForm(body: .whole, connection: connection)
                    var (value, written) = (ByteBuffer(), ByteBuffer())
                    followed.answer(click: click).append(to: &value, form: form, date: date)
                    followed.append(click: click, to: &written, form: form, date: date)
                    #expect(value == written)
                }
            }
        }
    }

    @Test func `a known visitor stays who they are`() throws {
        var known = request(try Fixture.token())
        let visitor = VisitorID(high: 1, low: 2)
        known.visitor = visitor
        guard case .follow(let click, let followed) = try decide(known) else {
            Issue.record("not followed")
            return
        }
        #expect(followed.newVisitor == nil)
        #expect(click.personal?.visitor == (try Fixture.alias(.visitor, visitor.text)))
        var rejected = request(try Fixture.token(link: 2))
        rejected.visitor = visitor
        #expect(try click.personal?.visitor == self.click(decide(rejected))?.personal?.visitor)
    }

    @Test(arguments: [
        (
            RedirectRequest.Method.get, RedirectRequest.Navigation.unknown,
            RedirectRequest.Purpose.visit, Verdict.human
        ),
        (.get, .topLevel, .visit, .human), (.head, .topLevel, .visit, .head),
        (.get, .topLevel, .prefetch, .prefetch), (.get, .unknown, .prefetch, .prefetch),
        (.head, .unknown, .prefetch, .head), (.get, .embedded, .visit, .embedded),
        (.get, .embedded, .prefetch, .embedded), (.head, .embedded, .visit, .embedded),
    ])
    func `the verdict follows method, navigation and purpose`(
        method: RedirectRequest.Method, navigation: RedirectRequest.Navigation,
        purpose: RedirectRequest.Purpose, verdict: Verdict
    ) throws {
        var asked = request(try Fixture.token())
        asked.method = method
        asked.navigation = navigation
        asked.purpose = purpose
        guard case .follow(let click, let followed) = try decide(asked) else {
            Issue.record("not followed")
            return
        }
        #expect(click.verdict == verdict)
        #expect((followed.clickID == .withheld) == (verdict == .embedded))
        #expect((followed.newVisitor == nil) == (verdict == .embedded))
    }

    @Test(
        arguments: [
            (1_001, 2, TokenRejection.revoked), (1_001, 3, .revoked), (1_002, 1, .revoked),
            (1_001, 99, .unknownLink), (99, 1, .unknownStaff),
        ] as [(UInt32, UInt32, TokenRejection)])
    func `a rejected token is recorded with its reason and gives no visitor`(
        staff: UInt32, link: UInt32, rejection: TokenRejection
    ) throws {
        let token = try Fixture.token(staff: staff, link: link)
        guard case .reject(let click) = try decide(request(token)) else {
            Issue.record("not rejected")
            return
        }
        #expect(click.rejection == rejection)
        #expect(click.verdict == .human)
        #expect(click.personal?.visitor == nil)
    }

    @Test func `a retired key's token is recorded as such`() throws {
        let token = try Fixture.token(slot: 0)
        guard case .reject(let click) = try decide(request(token)) else {
            Issue.record("not rejected")
            return
        }
        #expect(click.rejection == .retiredKey)
        #expect(click.verdict == .retiredKey)
        #expect(click.token.slot == KeySlot(unchecked: 0))
    }

    @Test func `a verifying key's token is as good as an active one's`() throws {
        guard case .follow = try decide(request(Fixture.token(slot: 1))) else {
            Issue.record("not followed")
            return
        }
    }

    @Test func `what does not verify is only counted`() throws {
        let foreign = try Fixture.token(slot: 3)
        guard case .count(.unknownKey) = try decide(request(foreign)) else {
            Issue.record("foreign")
            return
        }
        guard case .count(.malformed) = try decide(request("short")) else {
            Issue.record("short")
            return
        }
        var forged = try Fixture.token()
        let last = forged.removeLast()
        forged.append(last == "0" ? "1" : "0")
        guard case .count(.forged) = try decide(request(forged)) else {
            Issue.record("forged")
            return
        }
    }

    @Test func `every fact of a click can be read back`() throws {
        for token in [try Fixture.token(), try Fixture.token(link: 2), try Fixture.token(slot: 0)] {
            let click = try required(click(try decide(request(token))))
            var open = ByteWriter()
            var personal = ByteWriter()
            click.writePublic(to: &open)
            click.writePersonal(to: &personal)
            let read = try LinkClick(
                version: LinkClick.version, publicBody: open.bytes[...],
                personalBody: personal.bytes[...])
            #expect(read == click)
        }
    }
}
