import Foundation
import MeritJSON
import ProcessFixture
import Testing

/// A data directory that cannot be used says why and what to do, and loses nothing.
struct DataDirectoryTests {
    @Test func `a directory that is in use is refused`() throws {
        let folder = try TemporaryFolder("locked")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let second = try serve(directory)
        #expect(second.code == 1, "\(second.transcript)")
        #expect(second.errors.contains(directory.path), "\(second.errors)")
        #expect(second.errors.contains("in use") || second.errors.contains("lock"))
        let rebuild = try directory.run("rebuild")
        #expect(rebuild.code == 1, "\(rebuild.transcript)")
        #expect(try Browser(collector: merit.collector).ask("/readyz").status == 200)
        try merit.stop()
        try RunningMerit(directory).stop()
    }

    @Test func `a changed byte in the journal is refused with file and offset`() throws {
        let folder = try TemporaryFolder("damaged")
        let directory = MeritDirectory(in: folder)
        try Shopfront(directory).clickOnce()
        let segment = try directory.segments()[0]
        let whole = try Data(contentsOf: URL(filePath: segment))
        let place = 512 + 100
        var damaged = whole
        damaged[place] ^= 0x01
        try damaged.write(to: URL(filePath: segment))
        for attempt in [try serve(directory), try directory.run("link", "list")] {
            #expect(attempt.code == 1, "\(attempt.transcript)")
            #expect(attempt.errors.contains(URL(filePath: segment).lastPathComponent))
            #expect(attempt.errors.contains("at byte 512"), "\(attempt.errors)")
        }
        #expect(try Data(contentsOf: URL(filePath: segment)) == damaged, "the file is kept")
        try whole.write(to: URL(filePath: segment))
        #expect(try directory.run("verify").code == 0)
    }

    @Test func `a journal and a store of a newer release are refused`() throws {
        let folder = try TemporaryFolder("newer")
        let directory = MeritDirectory(in: folder)
        try Shopfront(directory).clickOnce()
        let segment = try directory.segments()[0]
        let whole = try Data(contentsOf: URL(filePath: segment))
        var newer = whole
        newer[9] += 1
        try newer.write(to: URL(filePath: segment))
        let journal = try serve(directory)
        #expect(journal.code == 1, "\(journal.transcript)")
        #expect(journal.errors.contains("release"), "\(journal.errors)")
        try whole.write(to: URL(filePath: segment))
        try alterStore(directory, "PRAGMA user_version = 9999")
        let store = try serve(directory)
        #expect(store.code == 1, "\(store.transcript)")
        #expect(store.errors.contains("9999") && store.errors.contains("release"))
    }

    @Test(.enabled(if: Mount.unavailable == nil, Mount.notTested(Mount.unavailable)))
    func `a directory that cannot be written to is refused`() throws {
        let mount = try Mount(megabytes: 64)
        let directory = MeritDirectory(path: mount.path + "/data", settings: Self.anySpace)
        try Shopfront(directory).clickOnce()
        try mount.remount("ro")
        for attempt in [
            try directory.run("link", "list"),
            try Shell.run(
                Surroundings.merit, ["serve", "--data", directory.path],
                environment: directory.environment),
        ] {
            #expect(attempt.code == 1, "\(attempt.transcript)")
            let errors = attempt.errors.lowercased()
            #expect(errors.contains("read-only") || errors.contains("read only"), "\(errors)")
        }
        try mount.remount("rw")
        #expect(try directory.run("verify").code == 0)
    }

    @Test(.enabled(if: Mount.unavailable == nil, Mount.notTested(Mount.unavailable)))
    func `on a full disk customers go on, malls wait, and with room all of it goes on`() throws {
        let mount = try Mount(megabytes: 48)
        let directory = MeritDirectory(path: mount.path + "/data", settings: Self.anySpace)
        var merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        _ = try Shell.run("dd", ["if=/dev/zero", "of=\(mount.path)/filler", "bs=64k"])
        let browser = Browser(collector: merit.collector)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        // What was prepared ahead still takes some, and small facts fit where large ones do not.
        let accepted = try [900, 90, 9, 1].flatMap { try exhaust(mall, lines: $0) }
        let ask = { try browser.click(shop.token(1001)) }
        let click = try merit.settled(ask) { $0.clickID == nil }
        #expect(click.status == 302 && click.token != nil, "the customer goes on")
        #expect(click.clickID == nil, "what is not recorded gets no click id")
        try FileManager.default.removeItem(atPath: mount.path + "/filler")
        let later = try merit.settled(ask) { $0.clickID != nil }
        #expect(later.clickID != nil, "\(directory.logTail)")
        merit.kill()
        merit = try RunningMerit(directory)
        let mallAgain = Mall(inbound: merit.inbound, shop: shop)
        let repeats = try mallAgain.send(accepted.suffix(20))
        #expect(repeats.allSatisfy { $0.status == 200 }, "what was acknowledged is there")
        #expect(try mallAgain.send("room", Order(id: "room").body).status == 202)
        #expect(try directory.run("verify").code == 0)
    }

    /// Sends orders with so many lines until one is refused, which must be with 503; returns those
    /// that were accepted.
    private func exhaust(_ mall: Mall, lines: Int) throws -> [Mall.Webhook] {
        let sku = String(repeating: "s", count: 200)
        let text = (1...lines).map { #"{"line_id":"\#($0)","sku":"\#(sku)","amount":1}"# }
        var accepted: [Mall.Webhook] = []
        for round in 1...40 {
            let webhooks = (1...20).map { number in
                let id = "\(lines)-\(round)-\(number)"
                var order = Order(id: id, lines: "[\(text.joined(separator: ","))]")
                order.isPaid = false
                return Mall.Webhook(id: id, body: order.body, secret: mall.shop.webhookSecret)
            }
            let answers = try mall.send(webhooks)
            for (webhook, answer) in zip(webhooks, answers) {
                #expect([202, 503].contains(answer.status), "\(answer)")
                if answer.status == 202 { accepted.append(webhook) }
            }
            if answers.contains(where: { $0.status != 202 }) { return accepted }
        }
        Issue.record("nothing was refused")
        return accepted
    }

    @Test(.enabled(if: Mount.unavailable == nil, Mount.notTested(Mount.unavailable)))
    func `below the marks of free space clicks are answered unrecorded and malls wait`() throws {
        let mount = try Mount(megabytes: 64)
        var directory = MeritDirectory(path: mount.path + "/data", settings: Self.anySpace)
        let shop = try Shopfront(directory)
        directory.settings["MERIT_JOURNAL_SPACE_FOR_TRAFFIC"] = nil
        directory.settings["MERIT_JOURNAL_SPACE_FOR_INBOUND"] = nil
        let merit = try RunningMerit(directory)
        let click = try Browser(collector: merit.collector).click(shop.token(1001))
        #expect(click.status == 302 && click.token != nil && click.clickID == nil)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let answer = try mall.send("evt-1", Order(id: "S1").body)
        #expect(answer.status == 503 && answer.code == "journal_disk_full", "\(answer)")
        let look = { try ControlSocket(directory).ask("GET", "/v1/health") }
        let health = try merit.settled(look) { $0.status == 503 }
        #expect(health.body.contains("free space is below the mark"), "\(health)")
        let command = try directory.run("link", "revoke", "1")
        #expect(command.code == 1)
        #expect(command.errors.contains("disk"), "\(command.errors)")
    }

    private static let anySpace = [
        "MERIT_JOURNAL_SPACE_FOR_TRAFFIC": "0", "MERIT_JOURNAL_SPACE_FOR_INBOUND": "0",
    ]

    private func serve(_ directory: MeritDirectory) throws -> Finished {
        try directory.run(["serve"] + RunningMerit.anyPorts)
    }
}

extension Shopfront {
    /// A click, taken by a service that then ends well.
    fileprivate func clickOnce() throws {
        let merit = try RunningMerit(directory)
        let click = try Browser(collector: merit.collector).click(token(1001))
        guard click.clickID != nil else {
            throw ChildProcess.Failure(description: "not recorded: \(click)")
        }
        try merit.stop()
    }
}

/// Changes the current store with Python's own SQLite, as nobody should.
func alterStore(_ directory: MeritDirectory, _ statement: String) throws {
    let generation = try String(contentsOfFile: directory.path + "/store/CURRENT", encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    let script = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1])
        connection.execute(sys.argv[2])
        connection.commit()
        """
    try Shell.must(
        Surroundings.python,
        ["-c", script, "\(directory.path)/store/\(generation)/merit.db", statement])
}
