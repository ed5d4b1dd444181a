import COpenSSL

/// A key of AES-256-GCM (NIST SP 800-38D): what it seals can be neither read nor changed without
/// it.
package struct SealingKey: Sendable {
    private let key: [UInt8]

    package static let keyBytes = 32
    package static let nonceBytes = 12
    package static let tagBytes = 16

    /// Nil unless `key` is 32 bytes.
    package init?(_ key: some Collection<UInt8>) {
        guard key.count == Self.keyBytes else { return nil }
        self.key = Array(key)
    }

    /// Nonce, ciphertext and tag: 28 bytes more than `plaintext`. `context` is not in the result,
    /// but opening needs the same. A nonce must never be used twice with one key: draw it at
    /// random.
    ///
    /// Traps unless `nonce` is 12 bytes and `plaintext` and `context` are shorter than 2 GiB.
    package func seal(_ plaintext: [UInt8], nonce: [UInt8], context: [UInt8]) -> [UInt8] {
        precondition(nonce.count == Self.nonceBytes, "a nonce of AES-GCM is 12 bytes")
        var body = [UInt8](repeating: 0, count: plaintext.count + Self.tagBytes)
        // Safe: every array is valid for the call, and the result has room for text and tag.
        let isDone = unsafe merit_gcm_seal(
            key, nonce, context, context.count, plaintext, plaintext.count, &body)
        // Proof: with these lengths libcrypto fails only when it gets no memory.
        precondition(isDone == 1, "AES-256-GCM needs memory and texts shorter than 2 GiB")
        return nonce + body
    }

    /// What was sealed with this key and `context`; nil for everything else.
    package func open(_ sealed: [UInt8], context: [UInt8]) -> [UInt8]? {
        let count = sealed.count - Self.nonceBytes - Self.tagBytes
        guard count >= 0 else { return nil }
        let nonce = Array(sealed.prefix(Self.nonceBytes))
        let body = Array(sealed.dropFirst(Self.nonceBytes))
        // One byte more, so that the array has an address when the text is empty.
        var plaintext = [UInt8](repeating: 0, count: count + 1)
        // Safe: every array is valid for the call; `body` holds `count` bytes and the tag.
        let isDone = unsafe merit_gcm_open(
            key, nonce, context, context.count, body, count, &plaintext)
        guard isDone == 1 else { return nil }
        plaintext.removeLast()
        return plaintext
    }
}
