import SeededRandom

/// Requests as browsers send them, as attackers would, and everything in between.
struct RequestMutator {
    private var random: SplitMix
    private let token: String

    init(seed: UInt64, token: String) {
        random = SplitMix(seed: seed)
        self.token = token
    }

    /// One request, maybe with something behind it, maybe with a few bytes changed.
    mutating func next() -> [UInt8] {
        var text = "\(pick(Self.methods)) \(target()) \(pick(Self.versions))\(lineEnd())"
        var lines = ["Host: t.example"]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            lines.append(pick(random.happens(95) ? Self.usualLines : Self.oddLines))
        }
        if random.happens(5) { lines.append(lines[0]) }
        if random.happens(3) { lines.removeFirst() }
        lines.shuffle(using: &random)
        for line in lines { text += line + lineEnd() }
        text += lineEnd()
        if random.happens(30) { text += "GET /livez HTTP/1.1\r\nHost: t\r\n\r\n" }
        var bytes = Array(text.utf8)
        if random.happens(50) { mutate(&bytes) }
        return bytes
    }

    private mutating func target() -> String {
        let pattern = random.happens(95) ? "/r/T" + pick(Self.queries) : pick(Self.oddTargets)
        return pattern.replacing("T", with: token)
    }

    private mutating func lineEnd() -> String {
        random.happens(99) || random.happens(50) ? "\r\n" : pick(Self.lineEnds)
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let byte =
                random.happens(70)
                ? pick(Self.marks) : UInt8(truncatingIfNeeded: random.next())
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(byte, at: place)
            case 1: bytes.remove(at: place)
            case 2: bytes[place] ^= 0x20
            default: bytes[place] = byte
            }
        }
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private static let methods =
        [String](repeating: "GET", count: 30) + ["HEAD", "HEAD", "POST", "get", "GETT", "OPTIONS"]
    private static let versions =
        [String](repeating: "HTTP/1.1", count: 50)
        + ["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1", "HTTP/1.1 ", "HTTP/01.1", ""]
    private static let queries = [
        "", "", "", "", "", "", "", "?from=timeline&isappinstalled=0", "?", "?a=%e4%bd%a0", "?a?b",
        "?a#b", "?a b",
        "?a\tb", "?\u{e4}", "?a|b", "?[x]", "?a=/../:,;@",
    ]
    private static let oddTargets = [
        "/r/T/", "/r/TT", "/r/", "/r/x", "//r/T", "/R/T", "/r//T", "/r/T#x", "r/T", "*",
        "http://t.example/r/T", "http://other.example/r/T", "/r/T%00", "/./r/T", " /r/T", "/livez",
    ]
    private static let usualLines = [
        "User-Agent: Mozilla/5.0 (iPhone) MicroMessenger/8.0.49(0x1800312d) NetType/WIFI",
        "user-agent:  agent", "User-Agent:", "Accept: */*", "Accept-Language: zh-CN,zh;q=0.9",
        "Accept-Encoding: gzip, deflate", "Connection: keep-alive", "Connection: close",
        "connection: Close", "Cookie: a=b; mv=AAECAwQFBgcICQoLDA0ODw; c=d",
        "COOKIE: mv=AAECAwQFBgcICQoLDA0ODw", "Cookie: mv=EAECAwQFBgcICQoLDA0ODw;;mv=x",
        "Cookie: mv=short;\tmv=EAECAwQFBgcICQoLDA0ODw", "cookie: mv=EAECAwQFBgcICQoLDA0ODw ",
        "Sec-Fetch-Mode: navigate", "Sec-Fetch-Mode: NAVIGATE", "Sec-Fetch-Mode: cors",
        "Sec-Fetch-Dest: document", "sec-fetch-dest: image", "Sec-Fetch-Dest:",
        "Sec-Purpose: prefetch", "Purpose: Prefetch;x", "Purpose: pre",
        "Referer: https://r.example/",
        "Upgrade-Insecure-Requests: 1", "X-Forwarded-For: 203.0.113.7", "X_y!#$%&'*+-.^`|~: z",
        "Sec-Purpose: navigate", "X-Empty:", "Keep-Alive: 300", "TE: trailers", "DNT:1",
    ]
    private static let oddLines = [
        "Content-Length: 0", "Content-Length: 5", "Content-Length: +5", "Content-Length: 5, 5",
        "Transfer-Encoding: chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked",
        "Transfer-Encoding:\u{b}chunked", "Expect: 100-continue", "Upgrade: h2c",
        "Connection: Upgrade", "Connection: keep-alive, close", "Connection: close, x",
        "Proxy-Connection: close", "Connection:", "Host: other.example", "Host:", "Host : t",
        " folded: x", "\tfolded", ": no name", "no colon", "Bad Name: x", "A\0B: x", "A: \0",
        "A: \u{7f}", "A: \u{1}", "A: b\rC: d", "A: b\nC: d", "A: \u{e9}", "User-Agent: \u{4f60}",
        "User-Agent: x\tx", "User-Agent: x ", "User-Agent: x\t", "A:\t x", "A: \t",
        "(paren): x", "A@b: c", "A:b:c", "xtransfer-encoding: chunked", "Content-Length : 3",
    ]
    private static let lineEnds = ["\n", "\r", "\r\r\n", "\n\r", "", " \r\n", "\r\n "]
    private static let marks: [UInt8] = [
        0x00, 0x09, 0x0a, 0x0d, 0x20, 0x23, 0x25, 0x2c, 0x2f, 0x3a, 0x3b, 0x3f, 0x7f, 0x80, 0xff,
    ]
}
