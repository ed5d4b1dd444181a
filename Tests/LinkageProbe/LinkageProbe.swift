import MeritAttribution
import MeritCollector
import MeritCommands
import MeritCore
import MeritCrypto
import MeritIdentity
import MeritJSON
import MeritJournal
import MeritLedger
import MeritOrders
import MeritToken

/// A program of the pure modules, the journal and the collector, and of nothing else: what it links
/// is what they need. `LinkageTests` looks at it.
@main
enum LinkageProbe {
    static func main() {
        print(CollectorOptions().port, Directory().links.count, LedgerHead.empty.number)
    }
}
