import MeritCore
import MeritCrypto

/// A secret that we share with a shop: a prefix that says what it is for, then 24 to 64 bytes in
/// base64. Its description hides it; `text` does not.
package protocol SharedSecret: Hashable, Sendable, CustomStringConvertible {
    /// `whsec_` or `misec_`.
    static var prefix: String { get }
    /// 24 to 64 bytes.
    var bytes: [UInt8] { get }
    /// For bytes that are 24 to 64.
    init(checked bytes: [UInt8])
}

extension SharedSecret {
    /// How many bytes a secret may have (Standard Webhooks 1.0.0, "Signature scheme").
    package static var byteCounts: ClosedRange<Int> { 24...64 }
    /// How many bytes one that we make has.
    package static var byteCountMade: Int { 32 }

    /// Nil unless `bytes` are 24 to 64.
    package init?(bytes: [UInt8]) {
        guard Self.byteCounts.contains(bytes.count) else { return nil }
        self.init(checked: bytes)
    }

    /// Nil unless `text` is the prefix and the canonical, padded base64 of 24 to 64 bytes.
    package init?(_ text: some StringProtocol) {
        let characters = text.utf8
        guard characters.starts(with: Self.prefix.utf8),
            let bytes = Base64.decode(utf8: characters.dropFirst(Self.prefix.utf8.count))
        else { return nil }
        self.init(bytes: bytes)
    }

    /// A new secret of 32 bytes. `generator` must be unpredictable.
    package init(using generator: inout some RandomNumberGenerator) {
        self.init(checked: SecretBytes.draw(Self.byteCountMade, using: &generator))
    }

    /// The secret itself, as people hand it over.
    package var text: String { Self.prefix + Base64.encode(bytes) }

    package var description: String { Self.prefix + "…" }

    /// Takes the same time wherever the secrets differ.
    package static func == (left: Self, right: Self) -> Bool {
        constantTimeEqual(left.bytes, right.bytes)
    }
}

/// Bytes of key material from a generator.
enum SecretBytes {
    static func draw(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in generator.next() }
    }
}
