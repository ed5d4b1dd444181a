import Foundation
import MeritJSON
import ProcessFixture
import Testing

/// What people meet at the prompt: exit codes, messages, and books that outlive every process.
struct CommandLineTests {
    @Test func `an unknown setting is named together with the nearest one`() throws {
        let folder = try TemporaryFolder("settings")
        try folder.write(
            "collector: { listn: \"127.0.0.1:0\" }\n", to: "merit.yaml")
        let directory = MeritDirectory(in: folder)
        let finished = try directory.run("link", "list", "--config", folder["merit.yaml"])
        #expect(finished.code == 2, "\(finished.transcript)")
        #expect(finished.errors.contains("collector.listn"), "\(finished.errors)")
        #expect(finished.errors.contains("collector.listen"), "\(finished.errors)")
        var misspelt = directory
        misspelt.settings["MERIT_COLLECTOR_DURABILTY"] = "disk"
        let variable = try misspelt.run("link", "list")
        #expect(variable.code == 2, "\(variable.transcript)")
        #expect(variable.errors.contains("MERIT_COLLECTOR_DURABILITY"), "\(variable.errors)")
        #expect(!FileManager.default.fileExists(atPath: directory.path), "nothing was made")
    }

    @Test func `exit codes are 0 done, 1 failed, 2 wrong usage, 3 differences found`() throws {
        let folder = try TemporaryFolder("codes")
        let directory = MeritDirectory(in: folder)
        #expect(try Shell.run(Surroundings.merit, ["--help"]).code == 0)
        #expect(try Shell.run(Surroundings.merit, ["frobnicate"]).code == 2)
        #expect(try directory.run("link", "create", "--kind", "h5").code == 2)
        #expect(try directory.run("explain", "nothing").code == 1)
        #expect(try directory.run("link", "revoke", "99").code == 1)
        try sellOnce(directory)
        #expect(try directory.run("verify").code == 0)
        try alterStore(directory, "UPDATE entries SET amount_minor = amount_minor + 1")
        let verify = try directory.run("verify")
        #expect(verify.code == 3, "\(verify.transcript)")
        try directory.must("rebuild")
        #expect(try directory.run("verify").code == 0, "the journal is the truth")
    }

    /// One order through a service that then ends well.
    private func sellOnce(_ directory: MeritDirectory) throws {
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let token = #"{"token":"\#(shop.token(1001))"}"#
        #expect(try mall.send("evt-1", Order(id: "E1", attribution: token).body).status == 202)
        #expect(try merit.entries(atLeast: 1).count == 1)
        try merit.stop()
    }

    @Test func `a destination outside the allowed hosts is refused`() throws {
        let folder = try TemporaryFolder("hosts")
        let directory = MeritDirectory(in: folder)
        for destination in [
            "https://evil.example/", "//mall.example", "javascript:alert(1)",
            "https://mall.example@evil.example/", "https://mall.example.evil.example/",
        ] {
            let finished = try directory.run(
                "link", "create", "--kind", "h5", "--destination", destination, "--channel", "c")
            #expect(finished.code == 1, "\(finished.transcript)")
        }
        #expect(try directory.run("link", "list").output.contains("example") == false)
    }

    @Test func `a restart keeps everything`() throws {
        let folder = try TemporaryFolder("restart")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let first = try Browser(collector: merit.collector).click(shop.token(1001))
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let order = Order(
            id: "R1", attribution: #"{"token":"\#(shop.token(1001))"}"#
        ).body
        #expect(try mall.send("evt-1", order).status == 202)
        _ = try merit.entries(atLeast: 1)
        let ledger = try directory.ledger().outputBytes
        try merit.stop()
        let again = try RunningMerit(directory)
        #expect(try directory.ledger().outputBytes == ledger)
        let second = try Browser(collector: again.collector).click(shop.token(1001))
        #expect(second.clickID != nil && second.clickID != first.clickID)
        let mallAgain = Mall(inbound: again.inbound, shop: shop)
        #expect(try mallAgain.send("evt-1", order).status == 200)
        // The click from before the restart is still known.
        let late = Order(
            id: "R2",
            attribution: #"{"token":"\#(shop.token(1001))","click_id":"\#(first.clickID ?? "")"}"#)
        #expect(try mallAgain.send("evt-2", late.body).status == 202)
        _ = try again.entries(atLeast: 2)
        let proof = try directory.proof("R2")
        let candidate = proof.rule("on order")?["candidates"]?.elements.first
        #expect(candidate?["note"]?.isNull == true, "\(proof.line)")
    }
}
