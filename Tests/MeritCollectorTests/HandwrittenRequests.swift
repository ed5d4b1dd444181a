import Testing

/// Requests written by hand, `TOKEN` standing for a token: what an attacker would try between two
/// servers that read differently, and what has to stay fast.
struct HandwrittenRequest: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var testDescription: String { name }

    /// As `GET /r/TOKEN` with its `Host` and these lines.
    private static func with(_ name: String, _ lines: String) -> Self {
        Self(
            name: name, text: "GET /r/TOKEN HTTP/1.1\r\nHost: t.example\r\n\(lines)\r\n\r\n")
    }

    private static func line(_ name: String, _ line: String) -> Self {
        Self(name: name, text: line + "\r\nHost: t.example\r\n\r\n")
    }

    /// The fast lane leaves every one to NIO's parser.
    static let unusual: [Self] = framing + hosts + lines + requestLines

    private static let framing: [Self] = [
        with("CL.TE", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"),
        with("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\nG\r\n0\r\n"),
        with("TE.TE", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x"),
        with("a coding with a blank", "Transfer-Encoding: chunked "),
        with("a coding behind a vertical tab", "Transfer-Encoding:\u{b}chunked"),
        with("a coding in capitals", "TRANSFER-ENCODING: chunked"),
        with("a list of codings", "Transfer-Encoding: gzip, chunked"),
        with("a length of 0", "Content-Length: 0"),
        with("a length without a body", "Content-Length: 5"),
        with("two equal lengths", "Content-Length: 5\r\nContent-Length: 5"),
        with("two lengths", "Content-Length: 5\r\nContent-Length: 6"),
        with("a list of lengths", "Content-Length: 5, 5"),
        with("a signed length", "Content-Length: +5"),
        with("a negative length", "Content-Length: -5"),
        with("a length in hex", "Content-Length: 0x5"),
        with("a length beyond every number", "Content-Length: 99999999999999999999999"),
        with("an empty length", "Content-Length:"),
        with("an expectation", "Expect: 100-continue"),
        with("an upgrade", "Connection: Upgrade\r\nUpgrade: h2c"),
        with("an upgrade that nobody asked for", "Upgrade: websocket"),
        with("a list of connection options", "Connection: keep-alive, close"),
        with("two connection options", "Connection: keep-alive\r\nConnection: close"),
        with("an option that drops a header", "Connection: Host"),
        with("an empty connection option", "Connection:"),
        with("a connection option for proxies", "Proxy-Connection: close"),
    ]

    private static let hosts: [Self] = [
        Self(name: "no Host", text: "GET /r/TOKEN HTTP/1.1\r\nAccept: */*\r\n\r\n"),
        with("two Hosts", "Host: other.example"),
        with("two equal Hosts", "Host: t.example"),
        with("a Host in capitals beside it", "HOST: other.example"),
        line("an absolute target", "GET http://t.example/r/TOKEN HTTP/1.1"),
        line("an absolute target of another Host", "GET http://other.example/r/TOKEN HTTP/1.1"),
        line("a target without a scheme", "GET //t.example/r/TOKEN HTTP/1.1"),
    ]

    private static let lines: [Self] = [
        with("a blank before the colon", "Accept : */*"),
        with("a blank before the colon of Host", "Host : t"),
        with("a tab before the colon", "Accept\t: */*"),
        with("a folded line", "Accept: a\r\n b"),
        with("a line folded with a tab", "Accept: a\r\n\tb"),
        Self(name: "a first line folded", text: "GET /r/TOKEN HTTP/1.1\r\n Host: t\r\n\r\n"),
        with("a header in a value, bare LF", "Accept: a\nContent-Length: 5"),
        with("a header in a value, bare CR", "Accept: a\rContent-Length: 5"),
        with("a line that ends in CR CR LF", "Accept: a\r"),
        with("a NUL in a value", "Accept: a\0b"),
        with("a NUL in a name", "Acc\0ept: a"),
        with("a control character in a value", "Accept: a\u{1}b"),
        with("a DEL in a value", "Accept: a\u{7f}b"),
        with("a value that is not ASCII", "User-Agent: \u{5fae}\u{4fe1}"),
        with("a blank behind a value", "User-Agent: agent "),
        with("a name with a blank", "User Agent: x"),
        with("a name with a bracket", "User(Agent): x"),
        with("a name that is not ASCII", "Us\u{e9}r: x"),
        with("a line without a colon", "Accept"),
        with("a line without a name", ": x"),
        Self(name: "lines that end in LF", text: "GET /r/TOKEN HTTP/1.1\nHost: t\n\n"),
        Self(name: "an end in LF", text: "GET /r/TOKEN HTTP/1.1\r\nHost: t\r\n\n"),
    ]

    private static let requestLines: [Self] = [
        line("a method in small letters", "get /r/TOKEN HTTP/1.1"),
        line("a method that begins like one", "GETT /r/TOKEN HTTP/1.1"),
        line("another method", "POST /r/TOKEN HTTP/1.1"),
        line("HTTP/1.0", "GET /r/TOKEN HTTP/1.0"),
        line("HTTP/1.2", "GET /r/TOKEN HTTP/1.2"),
        line("HTTP/0.9", "GET /r/TOKEN"),
        line("a version in small letters", "GET /r/TOKEN http/1.1"),
        line("two blanks", "GET  /r/TOKEN HTTP/1.1"),
        line("a tab for a blank", "GET\t/r/TOKEN HTTP/1.1"),
        line("a blank behind the version", "GET /r/TOKEN HTTP/1.1 "),
        line("an empty line first", "\r\nGET /r/TOKEN HTTP/1.1"),
        line("a short token", "GET /r/short HTTP/1.1"),
        line("a longer token", "GET /r/TOKEN0 HTTP/1.1"),
        line("a token with a slash behind it", "GET /r/TOKEN/ HTTP/1.1"),
        line("a token in percent signs", "GET /r/%30%31%32%33%34%35%36%37%38%39 HTTP/1.1"),
        line("a fragment", "GET /r/TOKEN#x HTTP/1.1"),
        line("a fragment in a query", "GET /r/TOKEN?a#x HTTP/1.1"),
        line("a query that is not ASCII", "GET /r/TOKEN?\u{4f60} HTTP/1.1"),
        line("another path", "GET /livez HTTP/1.1"),
        line("a path in capitals", "GET /R/TOKEN HTTP/1.1"),
        line("a second version", "GET /r/TOKEN?x HTTP/1.1 HTTP/1.1"),
    ]

    /// The fast lane answers these itself.
    static let usual: [Self] = [
        line("no headers", "GET /r/TOKEN HTTP/1.1"),
        line("HEAD", "HEAD /r/TOKEN HTTP/1.1"),
        line("what sharing adds", "GET /r/TOKEN?from=timeline&isappinstalled=0 HTTP/1.1"),
        line("an empty query", "GET /r/TOKEN? HTTP/1.1"),
        with("a browser's headers", browser),
        with("a header of every token character", "!#$%&'*+-.^_`|~09azAZ: x"),
        with("an empty value", "Accept:"),
        with("an empty value behind blanks", "Accept: \t"),
        with("no blank behind the colon", "Accept:*/*"),
        with("a tab in a value", "Accept: a\tb"),
        with("closing", "Connection: close"),
        with("keeping", "CONNECTION: Keep-Alive"),
        with("a user agent of 600 bytes", "User-Agent: " + String(repeating: "a", count: 600)),
        with("two user agents", "User-Agent: first\r\nUser-Agent: second"),
        with("two modes", "Sec-Fetch-Mode: cors\r\nSec-Fetch-Mode: navigate"),
        with("a prefetch", "Sec-Purpose: Prefetch;prerender"),
        with("two cookies", "Cookie: mv=x\r\nCookie: mv=AAECAwQFBgcICQoLDA0ODw"),
        with("a name that only ends like one", "Xtransfer-Encodin: chunked"),
        Self(
            name: "something behind it",
            text: "GET /r/TOKEN HTTP/1.1\r\nHost: t\r\n\r\nPOST / nonsense\r\n"),
    ]

    private static let browser = """
        User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.49\r
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
        Accept-Language: zh-CN,zh-Hans;q=0.9\r
        Accept-Encoding: gzip, deflate, br\r
        Cookie: a=b; mv=AAECAwQFBgcICQoLDA0ODw\r
        Sec-Fetch-Mode: navigate\r
        Sec-Fetch-Dest: document\r
        Upgrade-Insecure-Requests: 1\r
        Connection: keep-alive
        """
}
