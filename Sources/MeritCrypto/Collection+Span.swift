extension Collection<UInt8> {
    /// Calls `body` with the bytes in one piece: where they lie when they are contiguous, else in a
    /// copy.
    @inlinable
    package func withSpan<Outcome>(_ body: (Span<UInt8>) -> Outcome) -> Outcome {
        let outcome = withContiguousStorageIfAvailable { buffer in
            // Safe: the buffer is valid for the whole call, and the span does not leave it.
            unsafe body(Span(_unsafeElements: buffer))
        }
        return outcome ?? body(Array(self).span)
    }
}
