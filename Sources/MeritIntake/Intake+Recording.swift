import MeritCore
import MeritJournal
import MeritStore

extension Intake {
    /// Records what is new, each id once, and answers when that is durable: one admission per item,
    /// in their order. Of equal ids under way at once exactly one is recorded; the others wait for
    /// its outcome, and take its place where it fails.
    package func record(_ items: [IntakeItem]) async -> [Admission] {
        guard readiness == .ready else {
            return items.map { _ in .refused(.loading) }
        }
        var admissions = [Admission?](repeating: nil, count: items.count)
        var open = Array(items.indices)
        while !open.isEmpty {
            var claimed: [Int] = []
            var busy: [Int] = []
            for index in open {
                switch decide(items[index]) {
                case .known(let admission): admissions[index] = admission
                case .claimed: claimed.append(index)
                case .busy: busy.append(index)
                }
            }
            // Recorded before anything is waited for, so that two calls never wait for each other.
            await append(claimed, of: items, into: &admissions)
            for index in busy where await wait(for: items[index].key) == .tooMany {
                admissions[index] = .refused(.backlog)
            }
            open = busy.filter { admissions[$0] == nil }
        }
        return admissions.map { $0 ?? .refused(.backlog) }
    }

    private enum Decision {
        case known(Admission)
        case claimed
        case busy
    }

    private func decide(_ item: IntakeItem) -> Decision {
        switch claim(item.key) {
        case .busy: return .busy
        case .full: return .known(.refused(.backlog))
        case .recorded(let digest): return .known(Self.repeated(item, digest))
        case .yours: break
        }
        do throws(StoreError) {
            guard let digest = try applied(item.key) else { return .claimed }
            settle(item.key, .released)
            return .known(Self.repeated(item, digest))
        } catch {
            settle(item.key, .released)
            return .known(.refused(.store(error)))
        }
    }

    private static func repeated(_ item: IntakeItem, _ digest: Digest) -> Admission {
        digest == item.content ? .duplicate : .conflict
    }

    /// The content that is recorded under a key, applied or not; nil where nothing is, or is only
    /// just being recorded.
    func recordedContent(of key: IntakeIndex.Key) throws(StoreError) -> Digest? {
        if let content = content(of: key) { return content }
        return try applied(key)
    }

    /// The content that is applied under a key.
    private func applied(_ key: IntakeIndex.Key) throws(StoreError) -> Digest? {
        switch key {
        case .orderEvent(let shop, let event):
            return try store.orderEventDigest(shop: shop, event: event)
        case .importedTouch(let event):
            return try store.importedTouch(event) == .known ? .zero : nil
        case .contact(let event):
            return try store.contactChange(event) == .known ? .zero : nil
        case .handOver(let event, let state):
            return try store.handOver(event, state) == .known ? .zero : nil
        case .badRecord: return nil
        }
    }

    /// Facts in one submission, whatever they weigh.
    private static let submissionItemsMax = 500
    /// Bytes in one submission, unless a single item has more.
    private static let submissionBytesMax = 2 << 20

    private func append(
        _ claimed: [Int], of items: [IntakeItem], into admissions: inout [Admission?]
    ) async {
        var rest = claimed[...]
        var refusal: JournalRefusal?
        while !rest.isEmpty {
            let part = Self.nextSubmission(&rest, of: items)
            if refusal == nil {
                do throws(JournalRefusal) {
                    let first = try await recorder.record(
                        all: part.map { items[$0].fact }, class: .inbound)
                    for (offset, index) in part.enumerated() {
                        let sequence = first.advanced(by: UInt64(offset))
                        settle(items[index].key, .recorded(items[index].content, sequence))
                        admissions[index] = .accepted(sequence)
                    }
                    continue
                } catch {
                    refusal = error
                }
            }
            for index in part {
                settle(items[index].key, .released)
                admissions[index] = .refused(.journal(refusal ?? .failed))
            }
        }
    }

    private static func nextSubmission(
        _ rest: inout ArraySlice<Int>, of items: [IntakeItem]
    ) -> [Int] {
        var part: [Int] = []
        var weight = 0
        while let index = rest.first, part.count < submissionItemsMax {
            weight += items[index].weight
            guard part.isEmpty || weight <= submissionBytesMax else { break }
            part.append(index)
            rest.removeFirst()
        }
        return part
    }
}
