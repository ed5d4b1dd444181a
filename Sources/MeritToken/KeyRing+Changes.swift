package import MeritCore

extension KeyRing {
    /// Why a change of the ring was refused.
    package enum Refusal: Error, Hashable, Sendable {
        /// Every slot has been used: the rotation would replace the key that was retired the
        /// longest ago, and its tokens would turn from `retired_key` into `forged`. Ask, then name
        /// the slot.
        case mustConfirm(KeySlot)
        /// Every slot is active or verifying: retire one first.
        case noFreeSlot
        /// The slot holds another key.
        case slotInUse(KeySlot)
        /// Nothing is in the slot.
        case slotEmpty(KeySlot)
        /// The active slot cannot be retired: rotate first.
        case slotActive(KeySlot)
        /// A key is 32 bytes.
        case keyLength(Int)

        /// The stable name in answers.
        package var code: String {
            switch self {
            case .mustConfirm: "must_confirm"
            case .noFreeSlot: "no_free_slot"
            case .slotInUse: "slot_in_use"
            case .slotEmpty: "slot_empty"
            case .slotActive: "slot_active"
            case .keyLength: "key_length"
            }
        }
    }

    /// Whether links exist whose tokens may be out in the world.
    package enum IssuedLinks: Sendable {
        case none
        case some
    }

    /// The ring with `key` in a never-used slot, active; the former active key verifies from then
    /// on. Where no slot is unused, the longest retired key is replaced, if `agreed` names its
    /// slot.
    package func rotated(
        to key: [UInt8], replacing agreed: KeySlot? = nil
    ) throws(Refusal) -> KeyRing {
        let slot = try rotationSlot(agreed)
        return try activating(key, in: slot, origin: .rotated)
    }

    /// The ring with the key in `slot` retired, last in the order of retirements. The ring itself
    /// when it is retired already.
    package func retired(_ slot: KeySlot) throws(Refusal) -> KeyRing {
        guard let key = self[slot] else { throw .slotEmpty(slot) }
        guard key.state != .active else { throw .slotActive(slot) }
        guard key.state != .retired else { return self }
        let last = keys.map(\.retirement).max() ?? 0
        return changing([key.retired(last + 1)], active: activeKey)
    }

    /// The ring with a key from elsewhere in `slot`, active; the former active key verifies from
    /// then on. A slot that holds another key is refused, except for the key that the directory was
    /// made with, as long as no link exists.
    package func imported(
        _ key: [UInt8], into slot: KeySlot, links: IssuedLinks
    ) throws(Refusal) -> KeyRing {
        if let present = self[slot], present.bytes != key {
            guard present.origin == .first, links == .none else { throw .slotInUse(slot) }
        }
        return try activating(key, in: slot, origin: .imported)
    }

    private func rotationSlot(_ agreed: KeySlot?) throws(Refusal) -> KeySlot {
        let unused = (0..<UInt8(Self.slotCount)).map(KeySlot.init(unchecked:))
            .first { self[$0] == nil }
        if let unused { return unused }
        let retired = keys.filter { $0.state == .retired }
        guard let oldest = retired.min(by: { $0.retirement < $1.retirement }) else {
            throw .noFreeSlot
        }
        guard agreed == oldest.slot else { throw .mustConfirm(oldest.slot) }
        return oldest.slot
    }

    private func activating(
        _ bytes: [UInt8], in slot: KeySlot, origin: SigningKey.Origin
    ) throws(Refusal) -> KeyRing {
        // A key that was the directory's first stays so when it is imported over itself.
        let present = self[slot]
        let kept = present?.bytes == bytes ? present?.origin : nil
        let key = SigningKey(slot: slot, state: .active, origin: kept ?? origin, bytes: bytes)
        guard let key else { throw .keyLength(bytes.count) }
        let former = activeKey.slot == slot ? [] : [activeKey.verifying()]
        return changing(former, active: key)
    }
}
