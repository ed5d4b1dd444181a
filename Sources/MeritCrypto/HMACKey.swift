import COpenSSL
package import MeritCore

/// A key of HMAC-SHA-256 (RFC 2104), kept as the two hash states that it leads to, so that a tag
/// over a short message costs two compressions and no allocation.
package struct HMACKey: Sendable {
    private let states: merit_hmac_states

    /// A key of any length, zero included.
    package init(_ key: some Collection<UInt8>) {
        states = key.withSpan { span in
            // Safe: `bytes` is valid for the call and `count` is its length.
            unsafe span.withUnsafeBufferPointer { bytes in
                unsafe merit_hmac_prepare(bytes.baseAddress, bytes.count)
            }
        }
    }

    /// The 32 bytes of the tag over `message`, without an allocation.
    package func tag(_ message: Span<UInt8>) -> Digest {
        // Safe: states and `bytes` are valid for the call and `count` is their length.
        unsafe message.withUnsafeBytes { bytes in
            unsafe withUnsafePointer(to: states) { states in
                Digest(unsafe merit_hmac(states, bytes.baseAddress, bytes.count))
            }
        }
    }

    /// The 32 bytes of the tag over `message`; allocates only where it is not contiguous.
    @inlinable
    package func tag(_ message: some Collection<UInt8>) -> Digest {
        message.withSpan { span in tag(span) }
    }
}
