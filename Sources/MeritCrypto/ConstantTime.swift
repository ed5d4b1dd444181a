import COpenSSL

/// True when both have the same bytes. Takes the same time wherever they differ; only the lengths
/// show.
package func constantTimeEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    // Safe: both are valid for the call and `count` bytes long.
    return unsafe left.withUnsafeBytes { left in
        unsafe right.withUnsafeBytes { right in
            unsafe merit_equal(left.baseAddress, right.baseAddress, left.count) == 1
        }
    }
}

/// True when both have the same bytes. Takes the same time wherever they differ; only the lengths
/// show.
package func constantTimeEqual(
    _ left: some Collection<UInt8>, _ right: some Collection<UInt8>
) -> Bool {
    left.withSpan { left in right.withSpan { right in constantTimeEqual(left, right) } }
}
