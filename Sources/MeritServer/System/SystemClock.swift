import Foundation
import Glibc
package import MeritCore

/// The machine's clock: what every other module receives as a closure.
package enum SystemClock {
    /// Now, in UTC milliseconds.
    package static let now: @Sendable () -> Timestamp = {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}

/// The machine's randomness: what every other module receives as a closure or a generator.
package enum SystemRandomness {
    package static let word: @Sendable () -> UInt64 = {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// `count` unpredictable words, 32 for each call of the system: a call for each word would cost
    /// a redirect more than all its hashing.
    package static let words: @Sendable (_ count: Int) -> [UInt64] = { count in
        var words = [UInt64](repeating: 0, count: count)
        for start in stride(from: 0, to: count, by: wordsPerCall) {
            let bytes = min(wordsPerCall, count - start) * MemoryLayout<UInt64>.size
            // Safe: the array has these bytes from `start` on, and is ours for the call.
            let failure = unsafe words.withUnsafeMutableBufferPointer { words in
                unsafe getentropy(words.baseAddress.map { unsafe $0 + start }, bytes)
            }
            // Proof: it fails for more than 256 bytes, for a bad address and before Linux 3.17.
            precondition(failure == 0, "the system gives random bytes")
        }
        return words
    }

    /// `getentropy` gives at most 256 bytes.
    private static let wordsPerCall = 32

    /// `count` unpredictable bytes.
    package static let bytes: @Sendable (_ count: Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
