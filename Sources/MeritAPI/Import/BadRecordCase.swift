import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// A bad record as somebody deals with it.
struct BadRecordCase: Sendable {
    let row: BadRecordRow

    /// The bad record that the path names.
    init(_ call: APICall) throws(Problem) {
        let sequence = try call.path("record") { UInt64($0).map { Sequence($0) } }
        let row = try call.stored { store throws(StoreError) in try store.badRecord(sequence) }
        guard let row else { throw Problem(.notFound) }
        self.row = row
    }

    func requireOpen() throws(Problem) {
        guard row.resolution == nil else { throw Problem(.badRecordResolved) }
    }

    /// The body as it came; nil once it is no longer kept.
    func body(_ call: APICall) throws(Problem) -> [UInt8]? {
        guard let id = row.vaultID else { return nil }
        return try call.vaulted { vault throws(StoreError) in try vault.body(id) }
    }

    var source: BadRecord.Source? {
        [.orderWebhook, .orderImport, .touchImport, .contactImport, .handOverImport]
            .first { $0.name == row.source }
    }

    /// Reads a body as what the record is, as this release sees it. `event` is the id that a
    /// webhook's body goes under; a line names its own.
    func reading(
        _ body: [UInt8], event: EventID?, _ call: APICall
    ) async throws(Problem) -> LineReading {
        let provenance = ImportProvenance(actor: call.actor, file: row.body ?? .zero, line: 1)
        do throws(IntakeRefusal) {
            if let content {
                return try await call.intake.read(body[...], as: content, provenance)
            }
            if source == .orderWebhook, let shop = row.shop, let event {
                return try await mendedWebhook(body, event, shop, provenance, call)
            }
        } catch {
            throw error.problem
        }
        throw Problem(.badRecordNotReplayable)
    }

    /// What the lines are of the file that this was a line of; nil for anything else.
    private var content: Intake.ImportSource.Content? {
        switch source {
        case .orderImport?: row.shop.map { .orders($0) }
        case .touchImport?: .touches
        case .contactImport?: .contacts
        case .handOverImport?: .handOvers
        case .orderWebhook?, nil: nil
        }
    }

    private func mendedWebhook(
        _ body: [UInt8], _ event: EventID, _ shop: ShopName, _ provenance: ImportProvenance,
        _ call: APICall
    ) async throws(IntakeRefusal) -> LineReading {
        let origin = Intake.OrderOrigin.mendedWebhook(event, shop, provenance)
        switch try await call.intake.readOrder(body[...], from: origin) {
        case .event(let order): return .item(IntakeItem(order, weight: body.count))
        case .faulty(let faults): return .faulty(faults)
        }
    }
}

extension JSONWriter {
    /// A bad record without its body.
    mutating func write(_ row: BadRecordRow) {
        member("record", row.sequence.value)
        member("at", row.recordedAt)
        member("source", row.source)
        member("shop", row.shop)
        member("event_id", row.event)
        member("code", row.code)
        member("detail", row.detail)
        guard let resolution = row.resolution else {
            key("resolution")
            null()
            return
        }
        object("resolution") { writer in
            writer.member("outcome", resolution.outcome == .replayed ? "replayed" : "discarded")
            writer.member("at", resolution.at)
            writer.member("person", resolution.person?.value)
        }
    }
}
