import MeritCore
import MeritQRCode
import Synchronization
import Testing

@testable import MeritCollector

/// `GET /q/TOKEN.svg` and `.png`, whatever draws the codes.
struct CodeTests {
    /// Remembers what it was asked for, and draws a black square.
    private final class Drawn: Sendable {
        let texts = Mutex<[String]>([])

        var encoder: QRCodeEncoder {
            QRCodeEncoder { [self] text in
                texts.withLock { $0.append(text) }
                return QRCode(side: 21, modules: [Bool](repeating: true, count: 21 * 21))
            }
        }

        var all: [String] { texts.withLock { $0 } }
    }

    private func connection(_ drawn: Drawn) throws -> TestConnection {
        try TestConnection { $0.codes = drawn.encoder }
    }

    @Test func `a good token has a code of its redirect in both forms`() throws {
        let drawn = Drawn()
        let connection = try connection(drawn)
        let token = try Fixture.token()
        for (form, type) in [("svg", "image/svg+xml"), ("png", "image/png")] {
            try connection.request("/q/\(token).\(form)")
            let answer = try connection.response()
            #expect(answer.status == 200)
            #expect(answer["content-type"] == type)
            #expect(answer["cache-control"] == "public, max-age=3600")
            #expect(answer["etag"]?.hasPrefix("\"") == true)
            #expect(!answer.body.isEmpty)
        }
        #expect(drawn.all == Array(repeating: "https://t.example/r/\(token)", count: 2))
        #expect(connection.journal.submissions.isEmpty, "nobody clicked")
        #expect(connection.loop.counts.codes == [.drawn: 2])
    }

    @Test func `nobody gets a picture of a token that leads nowhere`() throws {
        let drawn = Drawn()
        let connection = try connection(drawn)
        let good = try Fixture.token()
        let forged = String(good.dropLast()) + (good.hasSuffix("1") ? "2" : "1")
        let bad = [
            forged, String(repeating: "z", count: 30), try Fixture.token(slot: 0),
            try Fixture.token(link: 2), try Fixture.token(link: 3), try Fixture.token(link: 99),
            try Fixture.token(staff: 1_002), try Fixture.token(staff: 99),
        ]
        for token in bad {
            for form in ["svg", "png"] {
                try connection.request("/q/\(token).\(form)")
                let answer = try connection.response()
                #expect(answer.status == 404, "\(token)")
                #expect(answer["cache-control"] == "no-store", "it may become good")
            }
        }
        for path in ["\(good)", "\(good).gif", "\(good)x.svg", ".svg", "\(good).svg/", "x.png"] {
            try connection.request("/q/\(path)")
            #expect(try connection.response().status == 404, "\(path)")
        }
        #expect(drawn.all.isEmpty)
        #expect(connection.loop.counts.codes == [.denied: UInt64(bad.count * 2)])
    }

    @Test func `a build without codes says how to get them`() throws {
        let connection = try TestConnection { $0.codes = nil }
        for form in ["svg", "png"] {
            try connection.request("/q/\(try Fixture.token()).\(form)")
            let answer = try connection.response()
            #expect(answer.status == 501)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.body.contains("qr_codes_not_built"))
            #expect(answer.body.contains("--traits QRCode"))
        }
    }

    @Test(arguments: [
        ("", 200), ("?size=64", 200), ("?size=2048", 200), ("?x=1&size=300#y", 200), ("?", 200),
        ("?size=63", 400), ("?size=2049", 400), ("?size=", 400), ("?size=+64", 400),
        ("?size=1e2", 400), ("?size=99999999999999999999", 400), ("?size=64&size=64", 400),
    ])
    func `a png has the size that was asked for`(query: String, status: Int) throws {
        let connection = try connection(Drawn())
        try connection.request("/q/\(try Fixture.token()).png\(query)")
        let answer = try connection.response()
        #expect(answer.status == status)
        #expect(answer.body.contains("size_invalid") == (status == 400))
        // Nothing is drawn by size in the other form.
        try connection.request("/q/\(try Fixture.token()).svg\(query)")
        #expect(try connection.response().status == 200)
    }

    @Test func `who has the picture is told so, and who has another one gets it`() throws {
        let drawn = Drawn()
        let connection = try connection(drawn)
        let target = "/q/\(try Fixture.token()).png?size=100"
        try connection.request(target)
        let tag = try required(try connection.response()["etag"])
        for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            try connection.request(target, "If-None-Match: \(known)")
            let answer = try connection.response()
            #expect(answer.status == 304, "\(known)")
            #expect(answer["etag"] == tag && answer["content-length"] == nil && answer.body.isEmpty)
        }
        for (other, known) in [(target, "\"x\""), (target.replacing("100", with: "101"), tag)] {
            try connection.request(other, "If-None-Match: \(known)")
            #expect(try connection.response().status == 200)
        }
        #expect(drawn.all.count == 3)
    }

    @Test func `HEAD tells the same without the picture, and other methods are none`() throws {
        let connection = try connection(Drawn())
        let target = "/q/\(try Fixture.token()).svg"
        try connection.request(target)
        let whole = try connection.response()
        try connection.request(target, method: "HEAD")
        let head = try connection.response(isHead: true)
        #expect(head.headers == whole.headers && head.body.isEmpty)
        try connection.request(target, method: "POST")
        #expect(try connection.response()["allow"] == "GET, HEAD")
    }

    @Test func `a loop draws so many codes a second and no more`() throws {
        let drawn = Drawn()
        let connection = try connection(drawn)
        let target = "/q/\(try Fixture.token()).svg"
        for _ in 0..<CodeBudget.perSecond { try connection.request(target) }
        #expect(try connection.responses().allSatisfy { $0.status == 200 })
        try connection.request(target)
        let refused = try connection.response()
        #expect(refused.status == 503 && refused["retry-after"] == "1")
        #expect(refused.body.contains("qr_codes_busy"))
        // Redirects do not count among them.
        try connection.request("/livez")
        #expect(try connection.response().status == 200)
        connection.loop.tick()
        try connection.request(target)
        #expect(try connection.response().status == 200)
        #expect(drawn.all.count == CodeBudget.perSecond + 1)
    }
}
