package import MeritCore
package import MeritJSON

/// One line of a file that is imported.
package struct ImportLine: Sendable {
    /// 1 is the file's first line.
    package let number: UInt32
    package let bytes: ArraySlice<UInt8>

    package init(number: UInt32, bytes: ArraySlice<UInt8>) {
        self.number = number
        self.bytes = bytes
    }
}

/// What became of one imported line.
package enum LineOutcome: Sendable {
    case accepted
    case duplicate
    /// Another content is recorded under the line's id; kept as a bad record.
    case conflict
    /// Not what it has to be; kept as a bad record.
    case bad(JSONFaults)

    /// The name in answers.
    package var name: String {
        switch self {
        case .accepted: "accepted"
        case .duplicate: "duplicate"
        case .conflict: "conflict"
        case .bad: "bad"
        }
    }
}

extension Intake {
    /// Who imports which file.
    package struct ImportSource: Sendable {
        let actor: Actor
        /// SHA-256 of the whole file.
        let file: Digest
        let content: Content

        package enum Content: Sendable {
            case orders(ShopName)
            case touches
        }

        package init(actor: Actor, file: Digest, content: Content) {
            self.actor = actor
            self.file = file
            self.content = content
        }

        func provenance(_ line: ImportLine) -> ImportProvenance {
            ImportProvenance(actor: actor, file: file, line: line.number)
        }
    }

    /// Records the lines, each once for ever: one outcome per line, in their order. Where it
    /// throws, any of them may be recorded; the same lines again do no harm.
    package func importLines(
        _ lines: [ImportLine], from source: ImportSource
    ) async throws(IntakeRefusal) -> [LineOutcome] {
        var outcomes = [LineOutcome?](repeating: nil, count: lines.count)
        var items: [IntakeItem] = []
        var places: [Int] = []
        for (place, line) in lines.enumerated() {
            switch try await read(line, source) {
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

    private enum LineReading {
        case item(IntakeItem)
        case faulty(JSONFaults)
    }

    private func read(
        _ line: ImportLine, _ source: ImportSource
    ) async throws(IntakeRefusal) -> LineReading {
        let provenance = source.provenance(line)
        switch source.content {
        case .orders(let shop):
            switch try await readOrder(line.bytes, from: .importLine(shop, provenance)) {
            case .event(let event): return .item(IntakeItem(event, weight: line.bytes.count))
            case .faulty(let faults): return .faulty(faults)
            }
        case .touches:
            do throws(JSONFaults) {
                let touch = try readTouch(line.bytes, provenance)
                return .item(IntakeItem(touch, weight: line.bytes.count))
            } catch {
                return .faulty(error)
            }
        }
    }

    /// Reads one imported touch.
    package func readTouch(
        _ bytes: ArraySlice<UInt8>, _ provenance: ImportProvenance
    ) throws(JSONFaults) -> ImportedTouch {
        let document = try JSONReader.parse(bytes)
        let line = try JSONReader.read(document, as: TouchLine.form(keys.view.hasher))
        return line.fact(provenance)
    }

    private func bad(
        _ line: ImportLine, _ source: ImportSource, _ code: ErrorCode
    ) -> BadInput {
        let event = Self.eventID(line.bytes)
        let body = Array(line.bytes)
        return switch source.content {
        case .orders(let shop):
            BadInput(source: .orderImport, shop: shop, event: event, code: code, body: body)
        case .touches:
            BadInput(source: .touchImport, shop: nil, event: event, code: code, body: body)
        }
    }

    /// The line's own id, where it has one that can be one.
    private static func eventID(_ bytes: ArraySlice<UInt8>) -> EventID? {
        guard case .object(let members)? = try? JSONValue(parsing: bytes),
            case .string(let text)? = members["event_id"]
        else { return nil }
        return EventID(text)
    }
}
