import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import MeritCollector

/// What NIO's parser, as the full lane uses it, makes of bytes that arrive at once.
struct NIOReading {
    private(set) var heads: [HTTPRequestHead] = []
    private(set) var bodyBytes = 0
    private(set) var ends = 0
    private(set) var hasFailed = false

    init(_ bytes: some Collection<UInt8>) {
        let channel = EmbeddedChannel()
        do {
            let decoder = CollectorOptions().requestDecoder()
            try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(decoder))
            try channel.writeInbound(ByteBuffer(bytes: bytes))
            while let part = try channel.readInbound(as: HTTPServerRequestPart.self) { take(part) }
        } catch {
            hasFailed = true
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }

    private mutating func take(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head): heads.append(head)
        case .body(let bytes): bodyBytes += bytes.readableBytes
        case .end: ends += 1
        }
    }

    /// The one request that the bytes are, whole and without a body; nil where they are not.
    var onlyRequest: HTTPRequestHead? {
        guard !hasFailed, heads.count == 1, ends == 1, bodyBytes == 0 else { return nil }
        return heads[0]
    }
}

/// The fast lane's reading beside the full lane's.
enum LaneComparison {
    static let recogniser = RequestRecogniser(CollectorOptions())

    static func recognise(_ bytes: some Collection<UInt8>) -> Recognition {
        recogniser.recognise(Array(bytes).span)
    }

    /// What the full lane reads differently in a request that the fast lane accepts at the start of
    /// `bytes`; empty where they agree, and where the fast lane accepts none.
    static func differences(_ bytes: [UInt8]) -> [String] {
        guard case .request(let fast) = recognise(bytes) else { return [] }
        let own = Array(bytes.prefix(fast.byteCount))
        guard let head = NIOReading(own).onlyRequest else { return ["not one whole request"] }
        guard NIOReading(own.dropLast()).heads.isEmpty else { return ["whole before its end"] }
        let full = RecognisedHead(head, network: nil)
        guard case .redirect(let request) = full.route else { return ["not a redirect"] }
        let agreements: KeyValuePairs<String, Bool> = [
            "version": head.version == .http1_1,
            "target": own.starts(with: Array("\(head.method) \(head.uri) HTTP/1.1\r\n".utf8)),
            "method": request.method == fast.method,
            "token": request.token.map(characters) == characters(fast.token),
            "visitor": request.visitor == fast.visitor,
            "navigation": request.navigation == fast.navigation,
            "purpose": request.purpose == fast.purpose,
            "user agent": request.userAgent == Array(own[fast.userAgent]),
            "form": full.form == fast.form,
            "length": full.contentLength == nil,
            "expectation": !full.expectsContinue,
        ]
        return agreements.filter { !$0.value }.map(\.key)
    }

    private static func characters(_ token: RedirectRequest.TokenText) -> [UInt8] {
        token.indices.map { token[$0] }
    }
}
