import MeritCore
import MeritJournal

/// Clicks as a collector records them, with visitors of whom about half come back.
struct Clicks {
    private var random: SplitMix64
    private let staff: Int
    private let links: Int
    private let visitors: Int
    private let start: Timestamp
    private var made = 0

    init(seed: UInt64, staff: Int, links: Int, expected: Int, from start: Timestamp) {
        random = SplitMix64(seed)
        self.staff = staff
        self.links = links
        visitors = max(1, expected / 2)
        self.start = start
    }

    private static let agent = Array(
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            + "(KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49").utf8)

    /// Appends one click, 20 ms after the one before.
    mutating func append(to buffer: inout RecordBuffer, agentBytes: Int = agent.count) {
        let visitor = UInt64.random(in: 1...UInt64(visitors), using: &random)
        let number = made % (staff * links)
        let click = LinkClick(
            token: TokenClaim(
                slot: KeySlot(unchecked: 0),
                staff: StaffNumber(unchecked: UInt32(1_001 + number % staff)),
                link: LinkNumber(unchecked: UInt32(1 + number / staff)),
                issued: IssueDay(2_516)),
            verdict: .human, rejection: nil,
            personal: LinkClick.Personal(
                visitor: Alias(
                    kind: .visitor, high: visitor &* 0x9e37_79b9_7f4a_7c15, low: visitor),
                network: NetworkPrefix(address: [192, 0, 2, 1]),
                userAgent: Array(Self.agent.prefix(agentBytes))))
        let time = Timestamp(milliseconds: start.milliseconds + Int64(made) * 20)
        buffer.append(click, time: time) { PersonalSalt(random.next(), random.next()) }
        made += 1
    }
}

/// Random numbers that a seed repeats.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
