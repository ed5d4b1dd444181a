import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritJournal
import MeritLedger
import MeritStore

/// `GET /v1/head`: the journal's last durable fact with its chain value, how far the store is, and
/// the last ledger entry with its hash. Kept elsewhere, it proves later that nothing was rewritten.
enum ShowHead: Endpoint {
    static let route = RouteName("GET", "/v1/head")
    static let scope: Scope? = nil
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let ledger = try call.stored { store throws(StoreError) in try store.ledgerHead() }
        let applied = call.store.cursor.mark
        let durable = call.intake.journal.durable
        return Answer.object { writer in
            writer.member("sequence", durable.sequence.value)
            writer.member("chain", durable.chain.hex)
            writer.member("applied", applied.sequence.value)
            writer.object("ledger") { writer in
                writer.member("number", ledger.number)
                writer.member("hash", ledger.hash.hex)
            }
        }
    }
}
