/// Unpredictable numbers for visitor ids and salts, fetched many at a time: asking the system for
/// each would cost a call every time.
struct RandomPool: RandomNumberGenerator {
    /// As many fresh, unpredictable words as asked for.
    private let fetch: @Sendable (_ count: Int) -> [UInt64]
    private var words: [UInt64] = []

    private static let wordsPerFetch = 512

    init(_ fetch: @escaping @Sendable (_ count: Int) -> [UInt64]) { self.fetch = fetch }

    mutating func next() -> UInt64 {
        if words.isEmpty { words = fetch(Self.wordsPerFetch) }
        guard let word = words.popLast() else {
            preconditionFailure("a source of randomness gives what it is asked for")
        }
        return word
    }
}
