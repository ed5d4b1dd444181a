import COpenSSL
package import MeritCore

/// SHA-256 over bytes that arrive in pieces. A value: a copy continues on its own.
package struct SHA256: Sendable {
    private var context: SHA256_CTX

    package init() {
        context = SHA256_CTX()
        // Safe: the context is ours and outlives the call.
        unsafe merit_sha256_start(&context)
    }

    /// Takes in `bytes` behind everything before them, without an allocation.
    package mutating func update(_ bytes: Span<UInt8>) {
        // Safe: `source` is valid for the call and `count` is its length.
        unsafe bytes.withUnsafeBytes { source in
            unsafe merit_sha256_update(&context, source.baseAddress, source.count)
        }
    }

    /// Takes in `bytes` behind everything before them; allocates only where they are not
    /// contiguous.
    @inlinable
    package mutating func update(_ bytes: some Collection<UInt8>) {
        bytes.withSpan { span in update(span) }
    }

    /// The digest of everything taken in so far; more may follow.
    package func finalize() -> Digest {
        var copy = context
        // Safe: the copy is ours, outlives the call and is dropped after it.
        return Digest(unsafe merit_sha256_finish(&copy))
    }

    /// The digest of `bytes`.
    @inlinable
    package static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }
}

extension Digest {
    init(_ words: merit_digest) {
        self.init(words.first, words.second, words.third, words.fourth)
    }
}
