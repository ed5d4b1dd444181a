package import MeritCore
import MeritJSON
import MeritStore

extension Intake {
    /// Records the lines, each once for ever: one outcome per line, in their order. Where it
    /// throws, any of them may be recorded; the same lines again do no harm.
    package func importLines(
        _ lines: [ImportLine], from source: ImportSource
    ) async throws(IntakeRefusal) -> [LineOutcome] {
        var outcomes = [LineOutcome?](repeating: nil, count: lines.count)
        var items: [IntakeItem] = []
        var places: [Int] = []
        for (place, line) in lines.enumerated() {
            switch try await read(line.bytes, as: source.content, source.provenance(line)) {
            case .item(let item):
                items.append(item)
                places.append(place)
            case .faulty(let faults):
                try await keep(bad(line, source, .bodyInvalid))
                outcomes[place] = .bad(faults)
            }
        }
        for (place, admission) in zip(places, await record(items)) {
            switch admission {
            case .accepted: outcomes[place] = .accepted
            case .duplicate: outcomes[place] = .duplicate
            case .conflict:
                try await keep(bad(lines[place], source, .eventIDConflict))
                outcomes[place] = .conflict
            case .refused(let refusal): throw refusal
            }
        }
        return outcomes.compactMap(\.self)
    }

    /// What would become of the lines: the outcomes that `importLines` would give, and nothing is
    /// recorded or kept. Ids that earlier lines of the same file took in this rehearsal count as
    /// taken; it begins anew with the file's first line.
    package func rehearse(
        _ lines: [ImportLine], from source: ImportSource
    ) async throws(IntakeRefusal) -> [LineOutcome] {
        guard readiness == .ready else { throw .loading }
        if lines.first?.number == 1 { beginRehearsal(of: source) }
        var outcomes: [LineOutcome] = []
        for line in lines {
            switch try await read(line.bytes, as: source.content, source.provenance(line)) {
            case .faulty(let faults): outcomes.append(.bad(faults))
            case .item(let item):
                let recorded: Digest?
                do throws(StoreError) {
                    recorded = try recordedContent(of: item.key)
                } catch {
                    throw .store(error)
                }
                outcomes.append(rehearse(item, recorded: recorded, in: source))
            }
        }
        return outcomes
    }

    /// Reads one line as what the file holds.
    package func read(
        _ bytes: ArraySlice<UInt8>, as content: ImportSource.Content,
        _ provenance: ImportProvenance
    ) async throws(IntakeRefusal) -> LineReading {
        if case .orders(let shop) = content {
            switch try await readOrder(bytes, from: .importLine(shop, provenance)) {
            case .event(let event): return .item(IntakeItem(event, weight: bytes.count))
            case .faulty(let faults): return .faulty(faults)
            }
        }
        do throws(JSONFaults) {
            return .item(try item(bytes, content, provenance))
        } catch {
            return .faulty(error)
        }
    }

    private func item(
        _ bytes: ArraySlice<UInt8>, _ content: ImportSource.Content,
        _ provenance: ImportProvenance
    ) throws(JSONFaults) -> IntakeItem {
        let document = try JSONReader.parse(bytes)
        let hasher = keys.view.hasher
        switch content {
        case .orders: preconditionFailure("order events are read by readOrder")
        case .touches:
            let line = try JSONReader.read(document, as: TouchLine.form(hasher))
            return IntakeItem(line.fact(provenance), weight: bytes.count)
        case .contacts:
            let line = try JSONReader.read(document, as: ContactLine.form(hasher))
            return IntakeItem(line.fact(provenance), weight: bytes.count)
        case .handOvers:
            let line = try JSONReader.read(document, as: HandOverLine.form(hasher))
            return IntakeItem(line.fact(provenance), weight: bytes.count)
        }
    }

    private func bad(
        _ line: ImportLine, _ source: ImportSource, _ code: ErrorCode
    ) -> BadInput {
        BadInput(
            source: source.content.source, shop: source.content.shop,
            event: Self.eventID(line.bytes), code: code, body: Array(line.bytes))
    }

    /// The line's own id, where it has one that can be one.
    private static func eventID(_ bytes: ArraySlice<UInt8>) -> EventID? {
        guard case .object(let members)? = try? JSONValue(parsing: bytes),
            case .string(let text)? = members["event_id"]
        else { return nil }
        return EventID(text)
    }
}
