package import MeritCore
import MeritCrypto

/// The name of one recorded click (`mc`): 20 characters, two groups of ten base-62 digits as in a
/// staff token. The first is node (10 bits) and sequence (49 bits), the second 59 bits of a tag.
/// A value of this type is well formed; only a `ClickKey` knows if it is true.
package struct ClickID: Hashable, Sendable, CustomStringConvertible {
    package let node: NodeNumber
    package let sequence: Sequence
    /// Below 2⁵⁹.
    let tag: UInt64

    package static let characterCount = 20
    static let bound: UInt64 = 1 << 59

    init(place: UInt64, tag: UInt64) {
        node = NodeNumber(unchecked: UInt16(truncatingIfNeeded: place >> 49))
        sequence = Sequence(place & (1 << 49 - 1))
        self.tag = tag
    }

    /// Nil for a wrong length, a character outside the alphabet or a group at its bound. No
    /// allocation.
    package init?(_ text: Span<UInt8>) {
        guard text.count == Self.characterCount,
            let place = Base62.group(text, at: 0, below: Self.bound),
            let tag = Base62.group(text, at: 10, below: Self.bound)
        else { return nil }
        self.init(place: place, tag: tag)
    }

    /// Nil for a wrong length, a character outside the alphabet or a group at its bound.
    package init?(_ text: some StringProtocol) {
        guard let id = text.utf8.withSpan({ ClickID($0) }) else { return nil }
        self = id
    }

    /// Node and sequence as one number below 2⁵⁹.
    static func place(_ node: NodeNumber, _ sequence: Sequence) -> UInt64 {
        UInt64(node.value) << 49 | sequence.value
    }

    /// The 20 characters as ASCII, on the stack.
    package var characters: InlineArray<20, UInt8> {
        var characters = InlineArray<20, UInt8>(repeating: 0)
        var span = characters.mutableSpan
        Base62.write(Self.place(node, sequence), to: &span, at: 0)
        Base62.write(tag, to: &span, at: 10)
        return characters
    }

    /// The 20 characters.
    package var text: String {
        let characters = characters
        return String(decoding: characters.indices.map { characters[$0] }, as: UTF8.self)
    }

    package var description: String { text }
}
