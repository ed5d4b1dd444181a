import Foundation
import ProcessFixture
import Testing

/// A calendar's clock that somebody sets, forth and back, while the service runs.
struct ClockStepTests {
    static let hours = [0, 5, -5, 2, -1]

    @Test func `a clock that jumps by hours gives no number twice and loses nothing`() throws {
        let folder = try TemporaryFolder("clock")
        let library = try PreloadedLibrary("clockstep")
        let clock = folder["clock"]
        try set(clock, hours: 0)
        let directory = MeritDirectory(in: folder, settings: ["FAULT_CLOCK": clock])
        let shop = try Shopfront(directory)
        var clicks: [String] = []
        var orders: Set<String> = []
        for life in 1...2 {
            let merit = try RunningMerit(directory, preloading: library.path)
            let browser = Browser(collector: merit.collector)
            let mall = Mall(inbound: merit.inbound, shop: shop)
            for hours in Self.hours {
                try set(clock, hours: hours)
                for staff in Shopfront.people {
                    let click = try browser.click(shop.token(staff))
                    clicks.append(try #require(click.clickID, "life \(life), \(hours) h"))
                }
                let order = "C\(life)-\(hours)"
                let answer = try mall.send([
                    .init(
                        id: order, body: Order(id: order).body, secret: shop.webhookSecret,
                        offset: hours * 3_600)
                ])[0]
                #expect(answer.status == 202, "life \(life), \(hours) h: \(answer)")
                orders.insert(order)
            }
            merit.kill()
        }
        #expect(Set(clicks).count == clicks.count, "a click id is given once")
        let entries = try directory.entries().compactMap { $0["order_id"]?.text }
        #expect(Set(entries) == orders && entries.count == orders.count, "\(entries)")
        #expect(try directory.staffReport().figure("clicks_raw") == clicks.count)
        let verify = try directory.run("verify")
        #expect(verify.code == 0, "\(verify.transcript)")
    }

    /// Overwritten in place, because the service has the file mapped.
    private func set(_ path: String, hours: Int) throws {
        if !FileManager.default.fileExists(atPath: path) {
            try Data(count: 8).write(to: URL(filePath: path))
        }
        let file = try FileHandle(forUpdating: URL(filePath: path))
        var seconds = Int64(hours * 3_600)
        // Safe: the eight bytes are copied while the call lasts.
        let bytes = unsafe withUnsafeBytes(of: &seconds) { unsafe Data($0) }
        try file.write(contentsOf: bytes)
        try file.close()
    }
}
