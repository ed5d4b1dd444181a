import MeritCore
import MeritToken
import NIOCore
import Testing

@testable import MeritCollector

struct PreparedLinkTests {
    /// `TTT…` and `CCC…` stand for token and click id.
    private func location(
        _ destination: String, kind: LinkKind = .h5, click: Bool = true
    ) throws -> String {
        let hosts = try DestinationHosts(["mall.example"])
        let link = PreparedLink(Fixture.row(1, destination, kind: kind), hosts: hosts)
        #expect(link.state == .on)
        let token = RedirectRequest.TokenText(repeating: UInt8(ascii: "T"))
        let id = try Fixture.clickKey().clickID(
            node: .first, sequence: Sequence(9), run: Fixture.run, claim: Fixture.claim())
        var bytes = ByteBuffer()
        link.appendLocation(token: token.span, click: click ? id : nil, to: &bytes)
        return String(buffer: bytes)
            .replacing(String(repeating: "T", count: 30), with: "<T>")
            .replacing(id.text, with: "<C>")
    }

    @Test(arguments: [
        ("https://mall.example", "https://mall.example/?mt=<T>&mc=<C>"),
        ("https://mall.example/p", "https://mall.example/p?mt=<T>&mc=<C>"),
        ("https://mall.example/p?", "https://mall.example/p?mt=<T>&mc=<C>"),
        ("https://mall.example?a=b", "https://mall.example/?a=b&mt=<T>&mc=<C>"),
        ("https://mall.example/p?a=b&c#f", "https://mall.example/p?a=b&c&mt=<T>&mc=<C>#f"),
        ("https://mall.example/p#f?mt=x", "https://mall.example/p?mt=<T>&mc=<C>#f?mt=x"),
        ("https://mall.example/p#", "https://mall.example/p?mt=<T>&mc=<C>#"),
        ("https://mall.example#/app", "https://mall.example/?mt=<T>&mc=<C>#/app"),
    ])
    func `token and click id go behind the query and before the fragment`(
        destination: String, expected: String
    ) throws {
        #expect(try location(destination) == expected)
    }

    @Test(arguments: [
        "mt=x", "mc=x", "mt", "mt=", "%6dt=x", "m%74=x", "%6D%74=x", "%6d%63", "mt=a&mc=b",
        "mt=a=b", "mt=x&mt=y", "&mt=x&",
    ])
    func `parameters that decode to a reserved name are taken out`(query: String) throws {
        #expect(
            try location("https://mall.example/p?" + query)
                == "https://mall.example/p?mt=<T>&mc=<C>")
        #expect(
            try location("https://mall.example/p?a=1&\(query)&b=%6dt")
                == "https://mall.example/p?a=1&b=%6dt&mt=<T>&mc=<C>")
    }

    @Test(arguments: ["mtx=1", "xmt=1", "MT=1", "m+t=1", "mt%20=1", "a=mt", "%256dt=1", "cq=1"])
    func `parameters of other names stay as they are`(query: String) throws {
        #expect(
            try location("https://mall.example/p?" + query)
                == "https://mall.example/p?\(query)&mt=<T>&mc=<C>")
    }

    @Test func `a click that is not recorded has no id`() throws {
        #expect(
            try location("https://mall.example/p?a#f", click: false)
                == "https://mall.example/p?a&mt=<T>#f")
    }

    @Test func `a mini-program's link carries both in its query`() throws {
        #expect(
            try location("https://mall.example/abc?cq=old&x=1", kind: .miniprogram)
                == "https://mall.example/abc?x=1&cq=mt%3D<T>%26mc%3D<C>")
        #expect(
            try location("https://mall.example/abc", kind: .miniprogram, click: false)
                == "https://mall.example/abc?cq=mt%3D<T>")
    }

    @Test func `an acquisition link carries the token alone, within 64 bytes`() throws {
        #expect(
            try location(
                "https://mall.example/ca/1?customer%5Fchannel=old&mt=kept", kind: .acquisition)
                == "https://mall.example/ca/1?mt=kept&customer_channel=<T>")
    }

    @Test(arguments: [
        "https://evil.example/", "https://mall.example@evil.example/", "http://mall.example/",
        "pages/index", "", "https://mall.example/\r\nX: y", "//mall.example/",
    ])
    func `a link to a host that is not listed is off`(destination: String) throws {
        let hosts = try DestinationHosts(["mall.example"])
        #expect(PreparedLink(Fixture.row(1, destination), hosts: hosts).state == .off)
        #expect(
            PreparedLink(Fixture.row(1, "https://mall.example/"), hosts: .none).state == .off)
    }
}
