import MeritCore
import MeritStore

/// Every touch in columns, in journal order: 24 bytes each, where a row of the store has a hundred.
///
/// At most 2³² touches; their places are counted in 32 bits.
struct TouchColumns: Sendable {
    private var times: [Int64] = []
    private var staff: [UInt32] = []
    private var links: [UInt32] = []
    /// Kind, verdict, source and token, packed.
    private var marks: [UInt32] = []
    /// The number of the touch's visitor, or of its first other alias.
    private var first: [UInt32] = []
    private var sequences = RisingColumn()
    /// Places of the touches that were recorded later than they happened, rising, and when.
    private var latePlaces: [UInt32] = []
    private var lateTimes: [Int64] = []
    /// Clicks that beacons and imports name, by place.
    private(set) var namedClicks: [NamedClick] = []

    struct NamedClick: Sendable {
        let place: UInt32
        let click: Int64
    }

    var count: Int { times.count }

    mutating func reserve(_ count: Int) {
        times.reserveCapacity(count)
        staff.reserveCapacity(count)
        links.reserveCapacity(count)
        marks.reserveCapacity(count)
        first.reserveCapacity(count)
        sequences.reserve(count)
    }

    mutating func append(_ touch: SweptTouch) {
        precondition(count < UInt32.max, "places of touches have 32 bits")
        times.append(touch.at.milliseconds)
        staff.append(touch.staff)
        links.append(touch.link)
        marks.append(Marks(touch).raw)
        first.append(UInt32(truncatingIfNeeded: touch.visitor))
        sequences.append(touch.sequence.value)
        if let recordedAt = touch.recordedAt {
            latePlaces.append(UInt32(count - 1))
            lateTimes.append(recordedAt.milliseconds)
        }
        if touch.click != 0 {
            namedClicks.append(NamedClick(place: UInt32(count - 1), click: touch.click))
        }
    }

    func time(_ place: Int) -> Timestamp { Timestamp(milliseconds: times[place]) }
    func sequence(_ place: Int) -> Sequence { Sequence(sequences[place]) }
    func marks(_ place: Int) -> Marks { Marks(raw: marks[place]) }
    func staff(_ place: Int) -> StaffNumber { StaffNumber(unchecked: staff[place]) }
    func link(_ place: Int) -> LinkNumber? { LinkNumber(links[place]) }

    /// Nil where it was recorded when it happened.
    func recordedAt(_ place: Int) -> Timestamp? {
        guard marks(place).isFromFile else { return nil }
        var low = 0
        var high = latePlaces.count
        while low < high {
            let middle = (low + high) / 2
            if Int(latePlaces[middle]) < place { low = middle + 1 } else { high = middle }
        }
        guard low < latePlaces.count, Int(latePlaces[low]) == place else { return nil }
        return Timestamp(milliseconds: lateTimes[low])
    }

    /// 0: none.
    func visitor(_ place: Int) -> Int64 { Int64(first[place]) }

    /// The place of a record; nil where it is no touch.
    func place(of sequence: Sequence) -> Int? { sequences.place(of: sequence.value) }

    func token(_ place: Int) -> TokenClaim? {
        let marks = marks(place)
        guard marks.hasToken, let link = link(place) else { return nil }
        return TokenClaim(
            slot: KeySlot(unchecked: marks.slot), staff: staff(place), link: link,
            issued: IssueDay(marks.issued))
    }
}

extension TouchColumns {
    /// What 32 bits say of a touch.
    struct Marks {
        let raw: UInt32

        init(raw: UInt32) { self.raw = raw }

        init(_ touch: SweptTouch) {
            var raw = UInt32(touch.kind & 7) | UInt32(touch.verdict & 31) << 3
            raw |= UInt32(Self.source(touch.source)) << 8
            if let token = touch.token {
                raw |= 1 << 10 | UInt32(token.slot & 15) << 11 | UInt32(token.issued) << 15
            }
            self.raw = raw
        }

        /// Nil never happens: the store checked both.
        var kind: TouchKind? { TouchKind(rawValue: UInt8(raw & 7)) }
        var verdict: Verdict? { Verdict(rawValue: UInt8(raw >> 3 & 31)) }
        var isClick: Bool { raw >> 8 & 3 == 0 }
        var isContact: Bool { raw >> 8 & 3 == 3 }
        /// Imports and contacts are recorded later than they happen.
        var isFromFile: Bool { raw >> 8 & 3 >= 2 }
        var hasToken: Bool { raw >> 10 & 1 == 1 }
        var slot: UInt8 { UInt8(raw >> 11 & 15) }
        var issued: UInt16 { UInt16(raw >> 15 & 0xffff) }

        private static func source(_ raw: UInt8) -> UInt8 {
            switch FactKind(rawValue: UInt16(raw)) {
            case .linkClick: 0
            case .beaconTouch: 1
            case .importedTouch: 2
            default: 3
            }
        }
    }
}

/// Strictly rising 64-bit numbers in 4 bytes each: offsets from the first of their block.
struct RisingColumn: Sendable {
    private var bases: [UInt64] = []
    private var offsets: [UInt32] = []
    private static let block = 1 << 12

    mutating func reserve(_ count: Int) { offsets.reserveCapacity(count) }

    mutating func append(_ value: UInt64) {
        if offsets.count % Self.block == 0 { bases.append(value) }
        let offset = value - (bases.last ?? value)
        precondition(offset <= UInt32.max, "a block of facts spans less than 2³²")
        offsets.append(UInt32(offset))
    }

    subscript(place: Int) -> UInt64 { bases[place / Self.block] + UInt64(offsets[place]) }

    /// Where `value` stands; nil where it does not.
    func place(of value: UInt64) -> Int? {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < offsets.count && self[low] == value ? low : nil
    }
}
