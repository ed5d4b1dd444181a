import Testing

@testable import MeritServer

@Suite struct OpenFileLimitTests {
    @Test(arguments: [256, 512, 1_024, 4_096, 65_536])
    func `full listeners leave files to the journal and the store`(limit: Int) {
        let shares = OpenFileLimit(limit)
        // Inbound, API and control socket beside the collector.
        let connections = shares.collectorConnections + 3 * shares.listenerConnections
        #expect(connections + 100 <= limit)
        #expect(shares.collectorConnections >= shares.listenerConnections)
    }

    @Test func `few files still let every listener answer`() {
        #expect(OpenFileLimit(64).listenerConnections == 16)
        #expect(OpenFileLimit(64).collectorConnections == 16)
    }

    @Test func `raising never lowers, and a second time changes nothing`() {
        let raised = OpenFileLimit.raised()
        #expect(raised.value >= 64)
        #expect(OpenFileLimit.raised() == raised)
    }
}
