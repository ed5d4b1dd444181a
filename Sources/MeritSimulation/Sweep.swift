import MeritAttribution
import MeritCore
import MeritStore

/// Everything that simulated judgements read beside orders, in memory and as of one position:
/// touches, the aliases they were seen with, and what is bound.
///
/// Aliases go by their numbers. Where a judgement wants an alias, number n of kind k stands as the
/// alias (k, 0, n), which is no hash of anybody; a click stands as itself.
struct Sweep: Sendable {
    let asOf: Sequence
    let touches: TouchColumns
    /// The raw kind of each alias by its number; 0: none.
    let kinds: [UInt8]
    /// Aliases of touches beside visitor and click, by the touch's place.
    let identities: CompressedLists<UInt32>
    /// Places of the touches by alias number.
    let places: CompressedLists<UInt32>
    /// Places of the touches that name a click.
    let placesOfClick: [Int64: [UInt32]]
    /// The click that a touch names, by its place.
    let clickOfPlace: [UInt32: Int64]
    /// Numbers that are bound to an alias, by its number; negative ones are clicks.
    let bound: CompressedLists<Int64>
    let boundToClick: [Int64: [Int64]]

    /// Places of the touches with an alias.
    func places(with alias: Alias) -> [Int] {
        guard alias.kind == .click else { return places[Int(alias.low)].map(Int.init) }
        let number = Self.number(of: alias)
        let named = (placesOfClick[number] ?? []).map(Int.init)
        guard let own = touches.place(of: Sequence(alias.low)), touches.marks(own).isClick else {
            return named
        }
        return named + [own]
    }

    /// The aliases a touch was seen with, the click that it is itself among them.
    func aliases(of place: Int) -> [Alias] {
        var aliases: [Alias] = []
        let visitor = touches.visitor(place)
        if visitor != 0 { aliases.append(alias(visitor)) }
        for number in identities[place] { aliases.append(alias(Int64(number))) }
        if let click = clickOfPlace[UInt32(place)] { aliases.append(alias(click)) }
        if touches.marks(place).isClick {
            aliases.append(Alias(click: touches.sequence(place), of: .first))
        }
        return aliases
    }

    /// The alias that stands for a number.
    func alias(_ number: Int64) -> Alias {
        if number < 0 {
            let place = UInt64(-number)
            return Alias(kind: .click, high: place >> 49, low: place & (Sequence.bound - 1))
        }
        let raw = kinds.indices.contains(Int(number)) ? kinds[Int(number)] : 0
        guard let kind = AliasKind(rawValue: raw) else {
            preconditionFailure("an alias that something names is in the sweep")
        }
        return Alias(kind: kind, high: 0, low: UInt64(number))
    }

    static func number(of alias: Alias) -> Int64 {
        alias.kind == .click ? -Int64(alias.high << 49 | alias.low) : Int64(alias.low)
    }
}

extension Sweep: BindingLookup {
    func aliases(
        _ kind: AliasKind, boundTo alias: Alias, limit: Int
    ) throws(Never) -> [Alias] {
        let number = Self.number(of: alias)
        var found: Set<Alias> = []
        if number < 0 {
            for other in boundToClick[number] ?? [] {
                let other = self.alias(other)
                if other.kind == kind { found.insert(other) }
            }
        } else {
            for other in bound[Int(number)] {
                let other = self.alias(other)
                if other.kind == kind { found.insert(other) }
            }
        }
        switch (kind, alias.kind) {
        case (.click, .visitor):
            for place in places[Int(number)] where touches.visitor(Int(place)) == number {
                for other in aliases(of: Int(place)) where other.kind == .click {
                    found.insert(other)
                }
            }
        case (.visitor, .click):
            for place in places(with: alias) where touches.visitor(place) != 0 {
                let visitor = self.alias(touches.visitor(place))
                if visitor.kind == .visitor { found.insert(visitor) }
            }
        default: break
        }
        return Array(found.sorted().prefix(limit))
    }
}
