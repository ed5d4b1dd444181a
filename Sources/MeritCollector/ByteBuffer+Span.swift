import NIOCore

extension ByteBuffer {
    /// Appends the bytes of `span`.
    mutating func append(_ span: Span<UInt8>) {
        // Safe: a span knows its length, and its bytes are copied within the call.
        unsafe writeBytes(span.bytes)
    }
}
