import Foundation
import ProcessFixture
import Testing

/// A disk that fails once, at one call after the other: what that call concerned is not claimed,
/// somebody is told, and the next start has everything that was acknowledged.
struct DiskErrorTests {
    /// Of the 30 syncs and 350 writes that a short life makes; all of them are tried by the load
    /// test `crash`.
    static let faults: [(kind: String, calls: [Int])] = [
        ("sync", [2, 5, 9, 12, 15, 18, 21]), ("write", [1, 40, 80, 110, 140, 170]),
    ]

    @Test func `a call that fails once loses nothing that was acknowledged, and is told`() throws {
        let folder = try TemporaryFolder("disk-errors")
        let library = try PreloadedLibrary("failing")
        let directory = MeritDirectory(in: folder)
        let life = FailingLife(folder: folder, library: library, shop: try Shopfront(directory))
        var played = 0
        for (kind, calls) in Self.faults {
            for call in calls where try life.play(kind, call) { played += 1 }
        }
        #expect(played >= 8, "\(played) of the calls came")
        let merit = try RunningMerit(directory)
        let lost = try Evidence(directory: directory).lost(
            life.clicks, orders: life.orders, round: 1)
        print(
            "disk errors: \(played), clicks \(life.clicks.count) and orders \(life.orders.count) "
                + "acknowledged, \(life.refused) refused, lost \(lost.count)")
        #expect(lost.count == 0, "\(lost)")
        #expect(life.refused > 0, "no fault concerned a click or an order")
        #expect(Set(life.clicks.map(\.id)).count == life.clicks.count)
        try merit.stop()
        #expect(try directory.run("verify").code == 0)
    }
}

/// Short lives of one data directory, each with one call that fails. Its identity is what was
/// acknowledged in all of them.
private final class FailingLife {
    private let folder: TemporaryFolder
    private let library: PreloadedLibrary
    private let shop: Shopfront
    private(set) var clicks: [Traffic.Seen.Click] = []
    private(set) var orders: Set<String> = []
    private(set) var refused = 0
    private var number = 0

    init(folder: TemporaryFolder, library: PreloadedLibrary, shop: Shopfront) {
        self.folder = folder
        self.library = library
        self.shop = shop
    }

    /// False where the life ended before that call came.
    func play(_ kind: String, _ call: Int) throws -> Bool {
        number += 1
        let calls = folder["calls-\(number)"]
        var directory = MeritDirectory(
            in: folder,
            settings: [
                "FAULT_KIND": kind, "FAULT_AT": String(call), "FAULT_LOG": calls,
            ])
        let said = try text(directory.log).count
        do {
            let merit = try RunningMerit(directory, preloading: library.path)
            try traffic(merit)
            try merit.stop()
        } catch let failure as ChildProcess.Failure {
            #expect(failure.description.contains("error"), "\(kind) \(call): \(failure)")
        }
        directory.settings = MeritDirectory.settings
        guard let failed = try text(calls).split(separator: "!").dropFirst().first else {
            return false
        }
        // A file that is prepared ahead is thrown away and made anew: nobody has to act.
        let log = try text(directory.log).dropFirst(said)
        let isTold = ["Input/output error", "disk I/O error"].contains { log.contains($0) }
        #expect(isTold || failed.contains(".prepared"), "\(kind) \(call): \(failed)\n\(log)")
        return true
    }

    private func traffic(_ merit: RunningMerit) throws {
        let browser = Browser(collector: merit.collector)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        for staff in Shopfront.people {
            let click = try browser.click(shop.token(staff))
            #expect(click.status == 302, "the customer goes on")
            if let id = click.clickID {
                clicks.append(.init(token: shop.token(staff), id: id))
            } else {
                refused += 1
            }
        }
        let ids = (1...3).map { "D\(number)-\($0)" }
        let answers = try mall.send(
            ids.map { .init(id: $0, body: Order(id: $0).body, secret: shop.webhookSecret) })
        for (id, answer) in zip(ids, answers) {
            #expect([202, 503].contains(answer.status), "\(answer)")
            if answer.status == 202 { orders.insert(id) } else { refused += 1 }
        }
    }

    private func text(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "" }
        return try String(contentsOfFile: path, encoding: .utf8)
    }
}
