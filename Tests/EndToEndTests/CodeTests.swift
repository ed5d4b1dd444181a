import MeritJSON
import ProcessFixture
import Testing

/// Codes for the wall and the till.
struct CodeTests {
    #if QRCode
        @Test func `a phone that reads a code lands where the link leads`() throws {
            let folder = try TemporaryFolder("codes")
            let directory = MeritDirectory(in: folder)
            let merit = try RunningMerit(directory)
            let token = try Shopfront(directory).token(1001)
            let picture = folder["code.png"]
            try Shell.must(
                "curl", ["-sSf", "-o", picture, "\(merit.collector)/q/\(token).png?size=200"])
            let read = try Shell.must("zbarimg", ["--quiet", "--raw", picture]).line
            // Port 0 was asked for: an address of its own is what `collector.public_url` is for.
            #expect(read == "http://127.0.0.1:0/r/\(token)")
            let svg = try Browser(collector: merit.collector).ask("/q/\(token).svg")
            #expect(svg.status == 200 && svg.headers["content-type"] == "image/svg+xml")
            let shown = try Shell.must(
                "curl",
                [
                    "-sSf", "--unix-socket", directory.controlSocket,
                    "http://localhost/v1/tokens?link=1&staff=1001",
                ])
            #expect(try JSONValue(text: shown.output)["qr_svg"]?.text == svg.body)
        }
    #else
        @Test func `a build without the trait says how to get codes`() throws {
            let folder = try TemporaryFolder("codes")
            let directory = MeritDirectory(in: folder)
            let merit = try RunningMerit(directory)
            let token = try Shopfront(directory).token(1001)
            let answer = try Browser(collector: merit.collector).ask("/q/\(token).svg")
            #expect(answer.status == 501)
            #expect(answer.body.contains("--traits QRCode"), "\(answer.body)")
        }
    #endif

    @Test func `a public address that no code can hold is refused at the start`() throws {
        let folder = try TemporaryFolder("codes-long")
        let host = String(repeating: "long.", count: 27) + "example"
        let directory = MeritDirectory(
            in: folder, settings: ["MERIT_COLLECTOR_PUBLIC_URL": "https://\(host)"])
        let finished = try directory.run(["serve"] + RunningMerit.anyPorts)
        #expect(finished.code != 0)
        #expect(
            finished.errors.contains("collector.public_url: longer than 147 bytes"),
            "\(finished.transcript)")
    }
}
