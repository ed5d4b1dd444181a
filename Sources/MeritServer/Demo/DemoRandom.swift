/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same demo.
struct DemoRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True in `percent` of 100 cases.
    mutating func happens(_ percent: Int) -> Bool { int(1...100) <= percent }

    /// One of `choices`, which are not empty.
    mutating func pick<Value>(_ choices: [Value]) -> Value { choices[int(0...choices.count - 1)] }

    /// `count` characters of `alphabet`, which is not empty.
    mutating func text(_ count: Int, of alphabet: [Character]) -> String {
        String((0..<count).map { _ in pick(alphabet) })
    }
}
