package import MeritCore
import MeritCrypto

/// The sixteen slots of keys that sign and verify staff tokens. Exactly one is active. A value:
/// changing it gives another ring.
package struct KeyRing: Sendable {
    /// Every key there is, in the order of slots.
    package let keys: [SigningKey]
    /// The key that signs.
    package let activeKey: SigningKey
    private let slots: [Slot?]
    private let active: TokenKey

    package static let slotCount = 16

    private struct Slot: Sendable {
        let isRetired: Bool
        let key: TokenKey

        init(_ key: SigningKey) {
            isRetired = key.state == .retired
            self.key = TokenKey(key.bytes)
        }
    }

    /// Why keys make no ring.
    package enum Fault: Error, Hashable, Sendable {
        case slotTwice(KeySlot)
        /// A ring has exactly one active slot; here are as many as `count`.
        case activeSlots(count: Int)
        /// Two keys claim the same place in the order of retirements.
        case retirementTwice(UInt32)
    }

    package init(_ keys: [SigningKey]) throws(Fault) {
        var slots: Set<KeySlot> = []
        var retirements: Set<UInt32> = []
        for key in keys {
            guard slots.insert(key.slot).inserted else { throw .slotTwice(key.slot) }
            guard key.state != .retired || retirements.insert(key.retirement).inserted else {
                throw .retirementTwice(key.retirement)
            }
        }
        let active = keys.filter { $0.state == .active }
        guard active.count == 1 else { throw .activeSlots(count: active.count) }
        self.init(checked: keys, active: active[0])
    }

    private init(checked keys: [SigningKey], active: SigningKey) {
        var slots = [Slot?](repeating: nil, count: Self.slotCount)
        for key in keys { slots[Int(key.slot.value)] = Slot(key) }
        self.slots = slots
        self.active = TokenKey(active.bytes)
        activeKey = active
        self.keys = keys.sorted { $0.slot < $1.slot }
    }

    /// The ring with `active` and `others` in their slots, in place of what was there.
    func changing(_ others: [SigningKey], active: SigningKey) -> KeyRing {
        let changed = others + [active]
        let kept = keys.filter { key in !changed.contains { $0.slot == key.slot } }
        return KeyRing(checked: kept + changed, active: active)
    }

    /// The key in `slot`; nil where it was never used.
    package subscript(slot: KeySlot) -> SigningKey? { keys.first { $0.slot == slot } }

    /// Why no token was signed.
    package enum SigningRefusal: String, Error, CaseIterable, Sendable {
        /// The issue day is later than tomorrow.
        case issuedTooLate = "issued_too_late"
        /// Not in 1 … 2²⁴−1.
        case staffOutOfRange = "staff_out_of_range"
        /// Not in 1 … 2³²−1.
        case linkOutOfRange = "link_out_of_range"
    }

    /// A token by the active key. `today` is the business day on which it is signed: an issue day
    /// later than the day after is refused.
    package func sign(
        staff: StaffNumber, link: LinkNumber, issued: IssueDay, today: IssueDay
    ) throws(SigningRefusal) -> StaffToken {
        guard Int(issued.value) <= Int(today.value) + 1 else { throw .issuedTooLate }
        guard StaffNumber(staff.value) != nil else { throw .staffOutOfRange }
        guard link.value >= 1 else { throw .linkOutOfRange }
        let claim = TokenClaim(slot: activeKey.slot, staff: staff, link: link, issued: issued)
        return active.sign(claim)
    }

    /// Whether `text` is a token by one of these keys: the first rejection that applies, in the
    /// order of `TokenRejection`. No allocation.
    package func verify(_ text: Span<UInt8>) -> TokenVerdict {
        do throws(TokenRejection) {
            return verify(try StaffToken(text))
        } catch {
            return .rejected(error, nil)
        }
    }

    /// Whether `text` is a token by one of these keys; see `verify(_: Span<UInt8>)`.
    @inlinable
    package func verify(_ text: some Collection<UInt8>) -> TokenVerdict {
        text.withSpan { span in verify(span) }
    }

    /// Whether `text` is a token by one of these keys; see `verify(_: Span<UInt8>)`.
    @inlinable
    package func verify(_ text: some StringProtocol) -> TokenVerdict { verify(text.utf8) }

    /// Whether a well-formed token is by one of these keys.
    package func verify(_ token: StaffToken) -> TokenVerdict {
        let claim = token.claim
        guard let slot = slots[Int(claim.slot.value)] else { return .rejected(.unknownKey, nil) }
        guard slot.key.verifies(token) else { return .rejected(.forged, nil) }
        // No link and no staff member has number 0, so a look-up would find nothing either. Refused
        // here, and without a claim, 0 (which stands for "unattributed") gets into no fact.
        let isNumbered = claim.link.value != 0 && claim.staff != .unattributed
        if slot.isRetired { return .rejected(.retiredKey, isNumbered ? claim : nil) }
        if isNumbered { return .verified(claim) }
        return .rejected(claim.link.value == 0 ? .unknownLink : .unknownStaff, nil)
    }
}
