import MeritCore
import MeritStore

extension Sweep {
    /// Reads the store as of `asOf`, page by page. `step` is asked before each page, with how many
    /// touches were read.
    static func load(
        _ store: Store, asOf: Sequence, touches expected: Int, step: (Int) -> Store.SweepStep
    ) throws(StoreError) -> Sweep {
        var columns = TouchColumns(reserving: expected)
        let page = { step(columns.count) }
        try store.sweepTouches(through: asOf, page: page) { columns.append($0) }
        let kinds = try kinds(store, page)
        let identities = try identities(store, asOf, columns, page)
        let (bound, boundToClick) = try bindings(store, asOf, kinds.count, page)
        var placesOfClick: [Int64: [UInt32]] = [:]
        var clickOfPlace: [UInt32: Int64] = [:]
        for named in columns.namedClicks {
            placesOfClick[named.click, default: []].append(named.place)
            clickOfPlace[named.place] = named.click
        }
        let places = CompressedLists<UInt32>(count: kinds.count, default: 0) { visit in
            for place in 0..<columns.count {
                let visitor = columns.visitor(place)
                if visitor != 0 { visit(Int(visitor), UInt32(place)) }
                for alias in identities[place] where alias != 0 {
                    visit(Int(alias), UInt32(place))
                }
            }
        }
        return Sweep(
            asOf: asOf, touches: columns, kinds: kinds, identities: identities, places: places,
            placesOfClick: placesOfClick, clickOfPlace: clickOfPlace, bound: bound,
            boundToClick: boundToClick)
    }

    private static func kinds(
        _ store: Store, _ page: () -> Store.SweepStep
    ) throws(StoreError) -> [UInt8] {
        var kinds: [UInt8] = [0]
        try store.sweepAliases(page: page) { pair in
            while kinds.count < Int(pair.left) { kinds.append(0) }
            kinds.append(UInt8(truncatingIfNeeded: pair.right))
        }
        return kinds
    }

    private static func identities(
        _ store: Store, _ asOf: Sequence, _ columns: TouchColumns, _ page: () -> Store.SweepStep
    ) throws(StoreError) -> CompressedLists<UInt32> {
        var places: [UInt32] = []
        var aliases: [UInt32] = []
        var last: (touch: Int64, place: Int?) = (0, nil)
        try store.sweepIdentities(through: asOf, page: page) { pair in
            if pair.left != last.touch {
                last = (pair.left, columns.place(of: Sequence(UInt64(pair.left))))
            }
            guard let place = last.place else { return }
            places.append(UInt32(place))
            aliases.append(UInt32(truncatingIfNeeded: pair.right))
        }
        // Where no touch has another alias there is nothing to index.
        return CompressedLists(count: places.isEmpty ? 0 : columns.count, default: 0) { visit in
            for index in places.indices { visit(Int(places[index]), aliases[index]) }
        }
    }

    private static func bindings(
        _ store: Store, _ asOf: Sequence, _ count: Int, _ page: () -> Store.SweepStep
    ) throws(StoreError) -> (CompressedLists<Int64>, [Int64: [Int64]]) {
        var pairs: [SweptPair] = []
        var ofClicks: [Int64: [Int64]] = [:]
        try store.sweepBindings(asOf: asOf, page: page) { pair in
            pairs.append(pair)
            if pair.left < 0 { ofClicks[pair.left, default: []].append(pair.right) }
            if pair.right < 0 { ofClicks[pair.right, default: []].append(pair.left) }
        }
        let lists = CompressedLists<Int64>(count: count, default: 0) { visit in
            for pair in pairs {
                if pair.left > 0 { visit(Int(pair.left), pair.right) }
                if pair.right > 0 { visit(Int(pair.right), pair.left) }
            }
        }
        return (lists, ofClicks)
    }
}

extension TouchColumns {
    init(reserving count: Int) {
        self.init()
        reserve(count)
    }
}
