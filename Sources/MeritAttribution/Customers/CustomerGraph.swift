package import MeritCore

/// Joins aliases into customers, by their bindings alone.
///
/// - A phone, member, visitor or click is *shared* if it is bound to more than `sharedAfter`
///   different aliases of one of the kinds unionid, external_userid and, except for members,
///   member: a shop's tablet, a cashier's phone.
/// - A *bridge* is an alias that is not shared and whose kind may merge.
/// - A *customer* is a component of bridges that are bound.
/// - A touch with a bridge belongs to that bridge's customer alone; one without belongs to each
///   customer one of whose bridges is bound to one of the touch's aliases that is not shared.
/// - An order sees the touches of its customer, and those without a bridge that have an alias in
///   common with it which is not shared.
///
/// A value for one snapshot of the bindings: it remembers what it looked up.
package struct CustomerGraph<Lookup: BindingLookup> {
    private let settings: IdentitySettings
    private let limits: CustomerLimits
    private let lookup: Lookup
    private var known: [Alias: Nature] = [:]

    private enum Nature {
        case bridge
        /// Not shared, but of a kind that never merges.
        case attached
        case shared
    }

    package init(
        settings: IdentitySettings, lookup: Lookup, limits: CustomerLimits = .standard
    ) {
        self.settings = settings
        self.lookup = lookup
        self.limits = limits
    }

    package mutating func isShared(_ alias: Alias) throws(Lookup.Failure) -> Bool {
        try nature(of: alias) == .shared
    }

    package mutating func isBridge(_ alias: Alias) throws(Lookup.Failure) -> Bool {
        try nature(of: alias) == .bridge
    }

    /// The customer of an order with these aliases: its buyer's, and the click whose id verified.
    package mutating func customer(
        ofOrder aliases: [Alias]
    ) throws(Lookup.Failure) -> OrderCustomer {
        var own: Set<Alias> = []
        var roots: [Alias] = []
        for alias in Set(aliases).sorted() {
            switch try nature(of: alias) {
            case .shared: continue
            case .attached: own.insert(alias)
            case .bridge:
                own.insert(alias)
                roots.append(alias)
            }
        }
        var search = Search(bridges: roots)
        try explore(&search)
        return OrderCustomer(
            bridges: search.bridges.sorted(), own: own.sorted(),
            attached: search.attached.sorted(), extent: search.extent)
    }

    /// How an order of `customer` comes to see a touch with these aliases; nil where it does not.
    package mutating func place(
        of touch: [Alias], _ customer: OrderCustomer
    ) throws(Lookup.Failure) -> Belonging? {
        var hasBridge = false
        var reached: Belonging?
        for alias in touch {
            switch try nature(of: alias) {
            case .shared: continue
            case .bridge:
                hasBridge = true
                if customer.bridges.contains(sorted: alias) { return .customer }
            case .attached where customer.attached.contains(sorted: alias): reached = .customer
            case .attached where customer.own.contains(sorted: alias): reached = reached ?? .order
            case .attached: continue
            }
        }
        return hasBridge ? nil : reached
    }

    // MARK: The search

    private struct Search {
        /// In the order they were found.
        var bridges: [Alias]
        var attached: Set<Alias> = []
        var extent = OrderCustomer.Extent.whole
    }

    /// Breadth first from the order's bridges, kinds and aliases rising.
    private mutating func explore(_ search: inout Search) throws(Lookup.Failure) {
        var seen = Set(search.bridges)
        var next = 0
        while next < search.bridges.count {
            let bridge = search.bridges[next]
            next += 1
            for kind in AliasKind.allCases {
                for alias in try bound(kind, to: bridge, &search) {
                    switch try nature(of: alias) {
                    case .shared: continue
                    case .attached where search.attached.contains(alias): continue
                    case .attached where search.attached.count >= limits.attachedMax:
                        search.extent = .cut
                    case .attached: search.attached.insert(alias)
                    case .bridge where seen.contains(alias): continue
                    case .bridge where search.bridges.count >= limits.bridgesMax:
                        search.extent = .cut
                    case .bridge:
                        seen.insert(alias)
                        search.bridges.append(alias)
                    }
                }
            }
        }
    }

    private func bound(
        _ kind: AliasKind, to alias: Alias, _ search: inout Search
    ) throws(Lookup.Failure) -> ArraySlice<Alias> {
        let found = try lookup.aliases(kind, boundTo: alias, limit: limits.boundMax + 1)
        if found.count > limits.boundMax { search.extent = .cut }
        return found.prefix(limits.boundMax)
    }

    // MARK: What an alias is

    private mutating func nature(of alias: Alias) throws(Lookup.Failure) -> Nature {
        if let nature = known[alias] { return nature }
        let nature: Nature =
            if try isBoundToMany(alias) {
                .shared
            } else {
                settings.neverMerge.contains(alias.kind) ? .attached : .bridge
            }
        known[alias] = nature
        return nature
    }

    private func isBoundToMany(_ alias: Alias) throws(Lookup.Failure) -> Bool {
        let limit = Int(settings.sharedAfter) + 1
        for kind in alias.kind.kindsThatTellPeopleApart
        where try lookup.aliases(kind, boundTo: alias, limit: limit).count >= limit {
            return true
        }
        return false
    }
}

extension AliasKind {
    /// Too many different aliases of one of these kinds make an alias of this kind shared; none
    /// for kinds that WeChat and WeCom give to one person each.
    fileprivate var kindsThatTellPeopleApart: [AliasKind] {
        switch self {
        case .unionid, .openid, .externalUserID: []
        case .member: [.unionid, .externalUserID]
        case .phone, .visitor, .click: [.unionid, .externalUserID, .member]
        }
    }
}

extension [Alias] {
    /// Whether a rising list holds the alias.
    func contains(sorted alias: Alias) -> Bool {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < alias { low = middle + 1 } else { high = middle }
        }
        return low < endIndex && self[low] == alias
    }
}
