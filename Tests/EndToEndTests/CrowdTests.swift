import ProcessFixture
import Testing

/// More connections than there is room for, and connections that take their time.
struct CrowdTests {
    @Test func `without files for more connections those that are there are answered`() throws {
        let folder = try TemporaryFolder("files")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory, openFilesMax: 256)
        let shop = try Shopfront(directory)
        let traffic = try Traffic(shop)
        try traffic.start(merit)
        try traffic.wait(forAnswers: 20)
        let crowd = try Crowd(300, at: merit.collector, merit.inbound)
        try traffic.wait(forAnswers: 200)
        try crowd.step()
        let stayed = crowd.open
        try directory.must("link", "list")
        try crowd.step()
        #expect(crowd.open == stayed, "the command line does not wait until some have gone")
        crowd.leave()
        let browser = Browser(collector: merit.collector)
        let ask = { try? browser.click(shop.token(1001)) }
        let click = try merit.settled(ask) { $0?.clickID != nil }
        #expect(click?.clickID != nil, "with room again a new connection is answered")
        merit.kill()
        try traffic.finishRound()
        let again = try RunningMerit(directory)
        let lost = try Evidence(directory: directory).lost(
            traffic.seen.clicks, orders: traffic.seen.orderIDs, round: 1)
        #expect(lost.count == 0, "\(lost)")
        #expect(traffic.seen.unrecorded == 0 && traffic.seen.broken.isEmpty)
        try again.stop()
    }

    @Test func `a thousand customers who send a byte at a time keep nobody waiting`() throws {
        let folder = try TemporaryFolder("slow")
        let directory = MeritDirectory(in: folder)
        let shop = try Shopfront(directory)
        let merit = try RunningMerit(directory)
        let crowd = try Crowd(1_000, at: merit.collector)
        let browser = Browser(collector: merit.collector)
        for _ in 1...5 {
            try crowd.step()
            #expect(crowd.open == 1_000)
            for staff in Shopfront.people {
                let click = try browser.click(shop.token(staff))
                #expect(click.clickID != nil, "\(click)")
            }
        }
        crowd.leave()
        try merit.stop()
    }
}
