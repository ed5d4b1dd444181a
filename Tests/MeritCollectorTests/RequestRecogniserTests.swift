import MeritToken
import SeededRandom
import Testing

@testable import MeritCollector

struct RequestRecogniserTests {
    private func bytes(_ request: HandwrittenRequest) throws -> [UInt8] {
        let token = try Fixture.token()
        return Array(request.text.replacing("TOKEN", with: token).utf8)
    }

    @Test(arguments: HandwrittenRequest.usual)
    func `what is usual is read as the full lane reads it`(request: HandwrittenRequest) throws {
        let bytes = try bytes(request)
        guard case .request = LaneComparison.recognise(bytes) else {
            Issue.record("not recognised")
            return
        }
        #expect(LaneComparison.differences(bytes) == [])
    }

    @Test(arguments: HandwrittenRequest.unusual)
    func `what two servers could read differently is left to the full lane`(
        request: HandwrittenRequest
    ) throws {
        guard case .unusual = LaneComparison.recognise(try bytes(request)) else {
            Issue.record("recognised")
            return
        }
    }

    @Test func `each name is spelled by its number`() {
        let names: [(UInt128, String)] = [
            (FieldName.host, "host"), (FieldName.cookie, "cookie"), (FieldName.expect, "expect"),
            (FieldName.purpose, "purpose"), (FieldName.upgrade, "upgrade"),
            (FieldName.userAgent, "user-agent"), (FieldName.connection, "connection"),
            (FieldName.secPurpose, "sec-purpose"), (FieldName.fetchMode, "sec-fetch-mode"),
            (FieldName.fetchDest, "sec-fetch-dest"), (FieldName.contentLength, "content-length"),
            (FieldName.proxyConnection, "proxy-connection"),
            (FieldName.transferEncoding, "transfer-encoding"), (FieldName.close, "close"),
            (FieldName.keepAlive, "keep-alive"), (FieldName.navigate, "navigate"),
            (FieldName.document, "document"), (FieldName.prefetch, "prefetch"),
        ]
        for (number, text) in names {
            for spelling in [text, text.uppercased()] {
                var name = FieldName()
                for byte in spelling.utf8 { name.append(byte) }
                #expect(name.packed == number, "\(text)")
            }
        }
    }

    @Test func `a head beyond its limits is left to the full lane, which refuses it`() throws {
        let start = "GET /r/\(try Fixture.token()) HTTP/1.1\r\nHost: t\r\n"
        let many = start + String(repeating: "A: b\r\n", count: 100) + "\r\n"
        let long =
            start + String(repeating: "A: \(String(repeating: "b", count: 900))\r\n", count: 9)
        let endless = Array(long.utf8.prefix(8_193))
        for bytes in [Array(many.utf8), endless, Array((long + "\r\n").utf8)] {
            guard case .unusual = LaneComparison.recognise(bytes) else {
                Issue.record("recognised")
                return
            }
        }
        guard case .incomplete = LaneComparison.recognise(endless.dropLast()) else {
            Issue.record("not incomplete")
            return
        }
    }

    // MARK: Whatever is sent

    @Test(arguments: [20_261_121, 1, 77] as [UInt64])
    func `whatever the fast lane accepts, the full lane reads as the same request`(
        seed: UInt64
    ) throws {
        var mutator = RequestMutator(seed: seed, token: try Fixture.token())
        let total = 5_000
        var accepted = 0
        for number in 0..<total {
            let bytes = mutator.next()
            if case .request = LaneComparison.recognise(bytes) { accepted += 1 }
            let differences = LaneComparison.differences(bytes)
            let text = String(decoding: bytes, as: UTF8.self).debugDescription
            #expect(differences.isEmpty, "seed \(seed), request \(number): \(text)")
        }
        #expect((total / 10...total * 9 / 10).contains(accepted), "seed \(seed): \(accepted)")
    }

    @Test func `a request cut anywhere is incomplete, and what is unusual stays so`() throws {
        let seed: UInt64 = 7
        var mutator = RequestMutator(seed: seed, token: try Fixture.token())
        for number in 0..<150 {
            let bytes = mutator.next()
            var end = bytes.count
            if case .request(let request) = LaneComparison.recognise(bytes) {
                end = request.byteCount
            }
            var wasUnusual = false
            for count in 0..<end {
                switch LaneComparison.recognise(bytes.prefix(count)) {
                case .incomplete: #expect(!wasUnusual, "seed \(seed), \(number), cut at \(count)")
                case .unusual: wasUnusual = true
                case .request: Issue.record("seed \(seed), \(number): whole at \(count)")
                }
            }
            switch LaneComparison.recognise(bytes) {
            case .request: #expect(!wasUnusual, "seed \(seed), \(number)")
            case .incomplete: #expect(!wasUnusual, "seed \(seed), \(number)")
            case .unusual: break
            }
        }
    }
}
