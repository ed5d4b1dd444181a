import MeritCore
import MeritCrypto

/// An API key as people hold it: `mk_`, its id (8 hexadecimal digits), `_`, and the secret, 32
/// bytes in base64url. Only a hash of the whole is kept, so it can be shown once.
struct APIKeyText: Sendable {
    let id: String
    let text: String

    static let idBytes = 4
    static let secretBytes = 32
    private static let prefix = "mk_"

    /// `random` gives unpredictable bytes.
    init(drawnFrom random: (_ count: Int) -> [UInt8]) {
        id = Hex.encode(random(Self.idBytes))
        text = "\(Self.prefix)\(id)_\(Base64.encode(random(Self.secretBytes), as: .url))"
    }

    /// Nil for anything that can not be a key.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= 128, parts.count == 3, parts[0] == "mk",
            Hex.decode(parts[1])?.count == Self.idBytes,
            Base64.decode(parts[2], as: .url)?.count == Self.secretBytes
        else { return nil }
        id = String(parts[1])
        self.text = String(text)
    }

    /// What the vault keeps. The secret is random, so nothing slower than a hash is needed.
    var digest: Digest { SHA256.hash(text.utf8) }
}
