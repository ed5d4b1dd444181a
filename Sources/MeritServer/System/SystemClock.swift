import Foundation
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

    /// `count` unpredictable bytes.
    package static let bytes: @Sendable (_ count: Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
