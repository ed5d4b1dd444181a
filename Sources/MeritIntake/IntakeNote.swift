import MeritCore
import MeritJournal

/// What a recorded fact means to the index of ids; nothing for facts that carry none.
struct IntakeNote {
    let key: IntakeIndex.Key
    let content: Digest
    let sequence: Sequence

    init?(_ record: Record) {
        let kinds: [FactKind] = [
            .orderEvent, .importedTouch, .contactChanged, .handOver, .badRecord,
        ]
        guard let kind = FactKind(rawValue: record.kind), kinds.contains(kind) else { return nil }
        let personal: ArraySlice<UInt8>? =
            if case .present(let bytes) = record.personal { bytes } else { nil }
        // A fact that this release can't read stops the worker, which says so.
        let payload = try? FactPayload(
            kind: record.kind, version: record.version, publicBody: record.publicBody,
            personal: personal)
        sequence = record.sequence
        switch payload {
        case .orderEvent(let event)?:
            key = .orderEvent(event.order.shop, event.event)
            content = event.contentDigest
        case .importedTouch(let touch)?:
            key = .importedTouch(touch.event)
            content = .zero
        case .contactChanged(let contact)?:
            key = .contact(contact.event)
            content = .zero
        case .handOver(let handOver)?:
            key = .handOver(handOver.event, handOver.state)
            content = .zero
        case .badRecord(let bad)?:
            key = .badRecord(bad.shop, bad.event, body: bad.body)
            content = bad.body
        default: return nil
        }
    }
}
