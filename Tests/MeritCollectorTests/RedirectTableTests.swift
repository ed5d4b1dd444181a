import MeritCore
import MeritToken
import Testing

@testable import MeritCollector

struct RedirectTableTests {
    private func rejection(
        _ claim: TokenClaim, at now: Timestamp = Fixture.now
    ) throws -> TokenRejection? {
        guard case .rejected(let rejection) = try Fixture.table().standing(of: claim, at: now)
        else { return nil }
        return rejection
    }

    @Test func `the first rejection that applies is the one reported`() throws {
        #expect(try rejection(Fixture.claim()) == nil)
        #expect(try rejection(Fixture.claim(staff: 9, link: 99)) == .unknownLink)
        #expect(try rejection(Fixture.claim(staff: 9, link: 2)) == .unknownStaff)
        #expect(try rejection(Fixture.claim(staff: 1_002)) == .revoked)
        #expect(try rejection(Fixture.claim(link: 2)) == .revoked)
        #expect(try rejection(Fixture.claim(link: 3)) == .revoked)
        let old = TokenClaim(
            slot: KeySlot(unchecked: 2), staff: Fixture.staff(1_002), link: Fixture.link(4),
            issued: IssueDay(1))
        #expect(try rejection(old) == .revoked)
    }

    @Test func `a token is good on its issue day and the business days after it`() throws {
        // Two days, in a zone eight hours before UTC: the 21st and the 22nd.
        let claim = Fixture.claim(link: 4)
        let end = try Fixture.calendar().end(
            of: Fixture.today.date.advanced(by: 1))
        #expect(end == Timestamp(rfc3339: "2026-11-23T00:00:00+08:00"))
        #expect(try rejection(claim, at: end.advanced(by: Milliseconds(-1))) == nil)
        #expect(try rejection(claim, at: end) == .expired)
        // A token that is issued for tomorrow is good today.
        #expect(try rejection(claim, at: Fixture.now.advanced(by: .days(-1))) == nil)
    }

    @Test func `a validity beyond every calendar never ends`() throws {
        let rows = RedirectRows(
            links: [Fixture.row(1, "https://mall.example/", days: .max)],
            staff: try Fixture.rows().staff, calendar: try Fixture.calendar(), through: .zero)
        let table = RedirectTable(
            rows: rows, keys: try Fixture.keys(), settings: try Fixture.settings())
        let late = Timestamp.distantFuture
        guard case .good = table.standing(of: Fixture.claim(), at: late) else {
            Issue.record("rejected")
            return
        }
    }

    @Test func `links that are off are named`() throws {
        #expect(try Fixture.table().linksOff == [Fixture.link(3)])
        #expect(try Fixture.table().through == Sequence(42))
    }

    @Test func `the file gives back the rows`() throws {
        let rows = try Fixture.rows()
        #expect(try RedirectTableFile.rows(from: RedirectTableFile.bytes(of: rows)) == rows)
        let empty = RedirectRows(
            links: [], staff: [], calendar: try Fixture.calendar(), through: .zero)
        #expect(try RedirectTableFile.rows(from: RedirectTableFile.bytes(of: empty)) == empty)
    }

    @Test func `a file with any byte changed, cut or added is refused`() throws {
        let bytes = RedirectTableFile.bytes(of: try Fixture.rows())
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: RedirectTableFile.Fault.self) {
                try RedirectTableFile.rows(from: changed)
            }
            #expect(throws: RedirectTableFile.Fault.self) {
                try RedirectTableFile.rows(from: Array(bytes[..<index]))
            }
        }
        #expect(throws: RedirectTableFile.Fault.damaged) {
            try RedirectTableFile.rows(from: bytes + [0])
        }
    }

    @Test func `a newer file is named as such`() throws {
        var bytes = RedirectTableFile.bytes(of: try Fixture.rows())
        bytes[9] = 2
        #expect(throws: RedirectTableFile.Fault.newerVersion(2)) {
            try RedirectTableFile.rows(from: bytes)
        }
    }

    @Test func `the file holds no key`() throws {
        let bytes = RedirectTableFile.bytes(of: try Fixture.rows())
        for key in try Fixture.ring().keys {
            #expect(!bytes.contains(key.bytes))
        }
    }

    @Test(arguments: [
        "https://mall.example/path", "mall.example", "https://mall.example?x", "*", "null", "",
        "https://a@mall.example", "https://mall.example#f",
    ])
    func `an entry that is no origin is refused`(entry: String) {
        #expect(throws: OriginList.Fault.self) { try OriginList([entry]) }
    }

    @Test func `an origin matches as browsers send it`() throws {
        let list = try OriginList(["HTTPS://Mall.Example:443/", "http://localhost:3000"])
        #expect(list.listed("https://mall.example") == "https://mall.example")
        #expect(list.listed("http://localhost:3000") != nil)
        for other in [
            "https://mall.example:443", "https://mall.example/", "HTTPS://MALL.EXAMPLE", "null", "",
            "http://mall.example", "https://mall.example.evil.example", "https://xmall.example",
        ] {
            #expect(list.listed(other) == nil, "\(other)")
        }
        #expect(OriginList.none.listed("https://mall.example") == nil)
    }
}
