import MeritAttribution
import MeritCore
import SeededRandom

extension HistoryMaker {
    /// Stores with departments below them, staff, house accounts, links: what stands at the start.
    mutating func makeDirectory() {
        let start = Self.opened
        add(CalendarSet(calendar: calendar, actor: .system), at: start)
        add(identity, at: start)
        for name in ["finance", "owner"] {
            add(PersonAdded(actor: .system, personal: .init(name: name, userID: nil)), at: start)
        }
        for shop in Self.shops { add(ShopAdded(shop: shop, actor: .system), at: start) }
        for region in Self.regions { add(department(region, below: nil, store: nil), at: start) }
        for number in 1...Int.random(in: 2...4, using: &random) {
            let code = DepartmentCode(unchecked: "S\(number)")
            let store = StoreCode(unchecked: "st\(number)")
            departments.append(code)
            stores.append(store)
            add(department(code, below: one(of: Self.regions), store: store), at: start)
            if random.happens(60) {
                let counter = DepartmentCode(unchecked: "S\(number)-counter")
                departments.append(counter)
                add(department(counter, below: code, store: nil), at: start)
            }
        }
        makeStaff(at: start)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            links += 1
            add(
                LinkCreated(
                    linkKind: .h5, destination: "https://mall.example/",
                    channel: MarketingChannel(unchecked: "group"), campaign: nil,
                    validDays: one(of: [nil, nil, 1, 2, 10]), actor: .system), at: start)
        }
    }

    static let shops = [ShopName(unchecked: "mall"), ShopName(unchecked: "town")]
    private static let regions = ["R1", "R2"].map { DepartmentCode(unchecked: $0) }

    private func department(
        _ code: DepartmentCode, below parent: DepartmentCode?, store: StoreCode?,
        from: Timestamp? = nil
    ) -> DepartmentSet {
        DepartmentSet(
            department: code, name: code.value, parent: parent, store: store, effectiveFrom: from,
            actor: .system, provenance: nil)
    }

    private mutating func makeStaff(at start: Timestamp) {
        for number in 1...UInt32.random(in: 3...7, using: &random) {
            persons.append(StaffNumber(unchecked: number))
        }
        // The first row holds from the beginning of time, whatever it says.
        for person in persons {
            add(row(of: person, from: random.happens(15) ? anyMoment() : nil), at: start)
        }
        for (index, code) in departments.enumerated() where index == 0 || random.happens(65) {
            let house = StaffNumber(unchecked: 90 + UInt32(index))
            houses.append(house)
            add(
                StaffSet(
                    staff: house, department: code, employedFrom: nil,
                    employedTo: random.happens(25) ? moment() : nil, successor: nil,
                    role: .houseAccount, effectiveFrom: nil, actor: .system, provenance: nil,
                    personal: .init(userID: nil, name: "house", aliases: [])), at: start)
        }
    }

    private mutating func row(of person: StaffNumber, from: Timestamp?) -> StaffSet {
        var begin = random.happens(15) ? moment() : nil
        var end = random.happens(35) ? moment() : nil
        if let first = begin, let last = end, last < first { (begin, end) = (last, first) }
        edges += [begin, end].compactMap { $0 }
        let own =
            random.happens(35) ? one(of: customers).aliases.randomElement(using: &random) : nil
        return StaffSet(
            staff: person, department: one(of: departments), employedFrom: begin, employedTo: end,
            successor: random.happens(60) ? anybodyElse(than: person) : nil, role: .guide,
            effectiveFrom: from, actor: .system, provenance: nil,
            personal: .init(userID: nil, name: "guide", aliases: own.map { [$0] } ?? []))
    }

    private mutating func anybodyElse(than person: StaffNumber) -> StaffNumber {
        let others = persons.filter { $0 != person } + houses.prefix(1)
        return one(of: others)
    }

    /// The tokens of a person are rejected, often for a time only.
    mutating func revokeSomebody() {
        let recorded = moment()
        let staff = one(of: persons)
        add(StaffRevocation(staff: staff, change: .revoked, actor: .system), at: recorded)
        guard random.happens(60) else { return }
        add(
            StaffRevocation(staff: staff, change: .restored, actor: .system),
            at: recorded.advanced(by: one(of: lengths)))
    }

    /// A later row, a revocation.
    mutating func changeDirectory() {
        let recorded = moment()
        let from = random.happens(60) ? moment() : nil
        if let from { moments.append(from) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: add(row(of: one(of: persons), from: from), at: recorded)
        case 5, 6:
            // Stores with counters below them go from region to region, and sell under other codes.
            let code = one(of: departments.filter { !$0.value.hasSuffix("counter") })
            let store = random.happens(60) ? one(of: stores) : nil
            add(
                department(code, below: one(of: Self.regions), store: store, from: from),
                at: recorded)
        case 7:
            let counters = departments.filter { $0.value.hasSuffix("counter") }
            guard let counter = counters.randomElement(using: &random) else { return }
            let store = one(of: departments.filter { !$0.value.hasSuffix("counter") })
            add(department(counter, below: store, store: nil, from: from), at: recorded)
        case 8: revokeSomebody()
        default:
            let link = LinkNumber(unchecked: UInt32.random(in: 1...links, using: &random))
            add(LinkRevoked(link: link, actor: .system), at: recorded)
        }
    }
}
