import MeritCore
import Testing

struct DestinationTests {
    private static func hosts(_ entries: String...) throws -> DestinationHosts {
        try DestinationHosts(entries)
    }

    private static func fault(_ text: String, _ hosts: DestinationHosts) -> DestinationFault? {
        do throws(DestinationFault) {
            _ = try Destination(text, allowedBy: hosts)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a destination is read into its parts`() throws {
        let url = "HTTPS://Mall.Example:8443/p/1?a=b&c=%E4%BD%A0?d#top?x"
        let destination = try Destination(url)
        #expect(destination.scheme == .https)
        #expect(destination.host == "mall.example")
        #expect(destination.port == 8_443)
        #expect(destination.path == "/p/1")
        #expect(destination.query == "a=b&c=%E4%BD%A0?d")
        #expect(destination.fragment == "top?x")
        #expect(destination.origin == "HTTPS://Mall.Example:8443")
        #expect(destination.text == url)
    }

    @Test(
        arguments: [
            ("https://mall.example", "", nil, nil), ("https://mall.example?a", "", "a", nil),
            ("https://mall.example#f", "", nil, "f"), ("https://mall.example/?", "/", "", nil),
            ("https://mall.example/#", "/", nil, ""),
        ] as [(String, String, String?, String?)])
    func `absent and empty parts differ`(
        text: String, path: String, query: String?, fragment: String?
    ) throws {
        let destination = try Destination(text)
        #expect(destination.path == path)
        #expect(destination.query == query)
        #expect(destination.fragment == fragment)
        #expect(destination.origin == "https://mall.example")
    }

    /// What open redirects are made of: each must be refused with mall.example on the list.
    @Test(arguments: [
        "", "/", "//evil.example", "///evil.example", "https:evil.example", "https:/evil.example",
        "https:///evil.example", "https://", "https://?", "javascript:alert(1)", "data:text/html,x",
        "vbscript:x", "ftp://mall.example/", "mall.example", "mall.example/p", "//mall.example/",
        "https://evil.example", "https://evil.example/mall.example",
        "https://evil.example?mall.example",
        "https://evil.example#mall.example", "https://evil.example/https://mall.example",
        "https://mall.example@evil.example", "https://mall.example:443@evil.example/",
        "https://mall.example%40evil.example", "https://user@mall.example/",
        "https://user:pw@mall.example/", "https://@mall.example/",
        "https://mall.example\\@evil.example",
        "https://evil.example\\mall.example", "https:\\\\evil.example",
        "https://mall.example\\.evil.example",
        "https:/\\evil.example", "\\\\evil.example", "/\\evil.example",
        "https://mall.example.evil.example", "https://evilmall.example", "https://mall.example.",
        "https://mall..example", "https://.mall.example", "https://mall.example%2eevil.example",
        "https://mall.example%00.evil.example", "https://mall%2eexample",
        "https://mall。example", "https://ｍall.example", "https://mаll.example",
        "https://mall.example:80", "https://mall.example:0", "https://mall.example:",
        "https://mall.example:65536", "https://mall.example:+443", "https://mall.example:443x",
        "https://mall.example:８443", "https://mall.example:443:443",
        "https://mall.example/ x", " https://mall.example/", "https://mall.example/ ",
        "https://mall.example/\r\nSet-Cookie: a=b", "https://mall.example/\n",
        "https://mall.example/\t",
        "https://mall.example/\u{0}", "https://mall.example/\u{7f}", "https://mall.example/%",
        "https://mall.example/%zz", "https://mall.example/%4", "https://mall.example/\"",
        "https://mall.example/<x>", "https://mall.example/{x}", "https://mall.example/é",
        "http://mall.example/", "https://2130706433/", "https://0x7f.1/", "https://127.1/",
        "https://0177.0.0.1/", "https://127.0.0.1.1/", "https://256.0.0.1/", "https://1.2.3.04/",
        "https://[::1]/", "https://[::1", "https://[mall.example]/", "https://[::ffff:127.0.0.1]/",
        "https://mall.example]/", "https://-mall.example/", "https://mall-.example/",
    ])
    func `nothing but the listed host passes`(text: String) throws {
        #expect(Self.fault(text, try Self.hosts("mall.example")) != nil)
    }

    @Test func `what is listed passes`() throws {
        let hosts = try Self.hosts(
            "mall.example", ".shops.example", "m.example:8443", "http://old.example")
        for text in [
            "https://mall.example", "https://MALL.example/p?q#f", "https://mall.example:443/",
            "https://a.shops.example/", "https://a.b.shops.example/", "https://m.example:8443/",
            "http://old.example/", "https://old.example/", "https://mall.example/a@b:c//d?e=/?f",
            "https://mall.example/%0d%0aSet-Cookie:x",
        ] {
            #expect(Self.fault(text, hosts) == nil, "\(text)")
        }
        for text in [
            "https://shops.example/", "https://xshops.example/", "https://m.example/",
            "https://a.mall.example/", "http://mall.example/", "http://old.example:8080/",
        ] {
            #expect(Self.fault(text, hosts) != nil, "\(text)")
        }
    }

    @Test func `an empty list is closed`() {
        #expect(Self.fault("https://mall.example/", .none) == .hostNotAllowed("mall.example"))
        #expect(Self.fault("http://localhost/", .none) == .hostNotAllowed("localhost"))
    }

    @Test func `this machine is allowed on every port where it is listed`() throws {
        let hosts = try Self.hosts("127.0.0.1", "localhost", "[::1]")
        for text in ["http://127.0.0.1:9000/", "http://localhost:1/", "https://[::1]:8443/x"] {
            #expect(Self.fault(text, hosts) == nil, "\(text)")
        }
        let pinned = try Self.hosts("127.0.0.1:9000")
        #expect(Self.fault("http://127.0.0.1:9000/", pinned) == nil)
        #expect(Self.fault("http://127.0.0.1:9001/", pinned) == .portNotAllowed(9_001))
    }

    @Test func `a fault says what is wrong`() throws {
        let hosts = try Self.hosts("mall.example")
        #expect(Self.fault("https://evil.example/", hosts) == .hostNotAllowed("evil.example"))
        #expect(Self.fault("http://mall.example/", hosts) == .plainTextNotAllowed("mall.example"))
        #expect(Self.fault("https://mall.example:8443/", hosts) == .portNotAllowed(8_443))
        #expect(Self.fault("https://a@mall.example/", hosts) == .userInfo)
        #expect(Self.fault("https://mall.example/ ", hosts) == .character(offset: 21))
        #expect(Self.fault("mall.example", hosts) == .scheme)
        #expect(Self.fault(String(repeating: "a", count: 2_049), hosts) == .length)
        let longest = "https://mall.example/" + String(repeating: "a", count: 2_027)
        #expect(Self.fault(longest, hosts) == nil)
    }

    @Test(arguments: [
        "", "https://mall.example", "mall.example/", "mall example", "*.mall.example",
        "a@mall.example",
        "mall.example:", "mall.example:0", ".", "..mall.example", "http://", "[::1", "mall。example",
    ])
    func `an entry that is no host is refused`(entry: String) {
        #expect(throws: DestinationHosts.Fault(entry: entry)) { try DestinationHosts([entry]) }
    }
}
