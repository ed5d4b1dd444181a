/// One key that signs staff tokens, in its slot.
public struct SigningKey: Hashable, Sendable, CustomStringConvertible {
    /// How a key came into its slot.
    public enum Origin: String, CaseIterable, Sendable {
        /// Made with the directory. May be replaced by an import while no link exists.
        case first
        /// Made by a rotation.
        case rotated
        /// Brought from elsewhere.
        case imported
    }

    public let slot: KeySlot
    public let state: KeySlotState
    public let origin: Origin
    /// 0 unless retired; else the place in the order of retirements, 1 the longest ago.
    public let retirement: UInt32
    /// 32 bytes, secret.
    public let bytes: [UInt8]

    /// How many bytes a key has.
    public static let byteCount = 32

    /// Nil unless `bytes` are 32 and `retirement` is 0 exactly where the key is not retired.
    public init?(
        slot: KeySlot, state: KeySlotState, origin: Origin, retirement: UInt32 = 0, bytes: [UInt8]
    ) {
        guard bytes.count == Self.byteCount, (retirement > 0) == (state == .retired) else {
            return nil
        }
        self.init(checked: slot, state, origin, retirement, bytes)
    }

    private init(
        checked slot: KeySlot, _ state: KeySlotState, _ origin: Origin, _ retirement: UInt32,
        _ bytes: [UInt8]
    ) {
        self.slot = slot
        self.state = state
        self.origin = origin
        self.retirement = retirement
        self.bytes = bytes
    }

    /// This key, verifying only.
    public func verifying() -> SigningKey {
        SigningKey(checked: slot, .verifying, origin, 0, bytes)
    }

    /// This key, retired as the `place`-th, 1 or more.
    public func retired(_ place: UInt32) -> SigningKey {
        precondition(place > 0, "the first key to be retired has place 1")
        return SigningKey(checked: slot, .retired, origin, place, bytes)
    }

    /// Without the secret, so that a log never holds it.
    public var description: String { "signing key \(slot.value) (\(state.name))" }
}
