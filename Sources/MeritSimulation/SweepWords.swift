import MeritCore

/// A touch in two words: what a judgement asks of it. Only touches whose verdict is `human` are
/// swept, since no policy credits another.
struct SweptWord {
    /// Time (48 bits, signed) and marks (16).
    let first: UInt64
    /// Place of the staff number (24 bits), link (24), issue day (16).
    let second: UInt64

    private static let hasToken: UInt64 = 1 << 3
    private static let isContact: UInt64 = 1 << 4
    private static let kindMask: UInt64 = 7

    init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    /// Nil where a number does not fit.
    init?(
        time: Timestamp, kind: TouchKind, staffPlace: Int, link: UInt32, issued: UInt16?,
        isContact: Bool
    ) {
        let milliseconds = time.milliseconds
        guard (milliseconds << 16) >> 16 == milliseconds, staffPlace < 1 << 24, link < 1 << 24
        else {
            return nil
        }
        var marks = UInt64(kind.rawValue)
        if issued != nil { marks |= Self.hasToken }
        if isContact { marks |= Self.isContact }
        first = UInt64(bitPattern: milliseconds << 16) | marks
        second = UInt64(staffPlace) | UInt64(link) << 24 | UInt64(issued ?? 0) << 48
    }

    var time: Int64 { Int64(bitPattern: first) >> 16 }
    /// The raw value of `TouchKind`.
    var kind: Int { Int(first & Self.kindMask) }
    var hasToken: Bool { first & Self.hasToken != 0 }
    var isContact: Bool { first & Self.isContact != 0 }
    var staffPlace: Int { Int(second & 0xff_ffff) }
    /// 0: none.
    var link: UInt32 { UInt32(second >> 24 & 0xff_ffff) }
    var issued: UInt16 { UInt16(second >> 48) }
}

/// The parts of a sweep's words.
enum SweepLayout {
    /// Words of a customer before its aliases: counts; aliases and marks.
    static let customerWords = 2
    static let customerHasRecordings: UInt64 = 1
    /// Every order of this customer needs the store.
    static let customerNeedsStore: UInt64 = 2

    /// Words of an order before its lines: number and marks; created, paid, completed, first
    /// decided; store and assigned staff; freight.
    static let orderWords = 7
    /// A token or click id came with the order.
    static let orderIsNamed: UInt64 = 1
    static let orderIsAdjusted: UInt64 = 2
    static let orderNeedsStore: UInt64 = 4

    /// A time that is not known.
    static let noTime = UInt64(bitPattern: Int64.min)
    static let categoryBits: UInt64 = 10

    static func word(_ time: Timestamp?) -> UInt64 {
        time.map { UInt64(bitPattern: $0.milliseconds) } ?? noTime
    }

    static func time(_ word: UInt64) -> Timestamp? {
        word == noTime ? nil : Timestamp(milliseconds: Int64(bitPattern: word))
    }

    /// A number that changes with any of the words; no protection against forgery.
    static func checksum(_ words: [UInt64]) -> UInt64 {
        var sum: UInt64 = 0x9e37_79b9_7f4a_7c15
        for word in words {
            sum = (sum ^ word) &* 0xff51_afd7_ed55_8ccd
            sum ^= sum >> 32
        }
        return sum
    }
}
