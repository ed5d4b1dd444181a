import MeritAttribution
import MeritCore
import MeritJournal

/// A touch on its way into rows.
struct TouchInput {
    let source: FactKind
    let kind: TouchKind
    let at: Timestamp
    let staff: StaffNumber
    let link: LinkNumber?
    let verdict: Verdict
    /// Why the customer was turned away; such a touch is kept, and counted as raw only.
    let rejection: TokenRejection?
    let token: TokenClaim?
    let event: EventID?
    /// The aliases it was seen with; the click that it is itself is not among them.
    let aliases: [Alias]
    /// The id of an added contact, empty for every other touch.
    var contact: [UInt8] = []

    /// How reports count it.
    var quality: TrafficRollups.Quality {
        verdict == .human && rejection == nil ? .human : .other
    }
}

extension Applier {
    mutating func apply(_ click: LinkClick, _ record: Record) throws(StoreError) {
        try insert(
            TouchInput(
                source: .linkClick, kind: .linkClick, at: record.time, staff: click.token.staff,
                link: click.token.link, verdict: click.verdict, rejection: click.rejection,
                token: click.token, event: nil,
                aliases: click.personal?.visitor.map { [$0] } ?? []),
            record)
    }

    mutating func apply(_ view: BeaconTouch, _ record: Record) throws(StoreError) {
        var aliases = view.personal?.aliases ?? []
        if let click = view.click { aliases.append(click) }
        try insert(
            TouchInput(
                source: .beaconTouch, kind: view.touchKind, at: record.time,
                staff: view.token.staff, link: view.token.link, verdict: view.verdict,
                rejection: view.rejection,
                token: view.token, event: view.event, aliases: aliases),
            record)
    }

    mutating func apply(_ touch: ImportedTouch, _ record: Record) throws(StoreError) {
        let isNew = try insert(
            TouchInput(
                source: .importedTouch, kind: touch.touchKind, at: touch.at, staff: touch.staff,
                link: touch.link, verdict: touch.verdict, rejection: nil, token: nil,
                event: touch.event,
                aliases: touch.personal?.aliases ?? []),
            record)
        guard isNew == .inserted else { return }
        let provenance = touch.provenance
        try connection(Self.insertImport).run(
            record.sequence, provenance.actor.door.rawValue, provenance.actor.person,
            provenance.file, provenance.line)
    }

    private static let insertImport = Query(
        "touchImports.insert",
        "INSERT INTO touch_imports (touch, door, person, file, line) VALUES (?, ?, ?, ?, ?)")
    private static let insertIdentity = Query(
        "touchIdentities.insert",
        """
        INSERT INTO touch_identities (touch, alias) VALUES (?, ?) ON CONFLICT DO NOTHING
        """)

    enum Insertion {
        case inserted
        /// The touch is known by its event or its contact: nothing changes.
        case repeated
    }

    /// Inserts a touch with its aliases, what they bind, and what it adds to the rollups; orders
    /// whose customer it tells of are judged again.
    @discardableResult
    mutating func insert(
        _ touch: TouchInput, _ record: Record
    ) throws(StoreError) -> Insertion {
        // Orders carry `order_param` and `pos_assign`; a touch of such a kind is no touch.
        guard touch.kind.isContact else {
            try keepBad(record, .malformed, detail: "a touch of kind \(touch.kind.name)")
            return .repeated
        }
        let visitor = try see(touch.aliases.first { $0.kind == .visitor })
        let click = try see(touch.aliases.first { $0.kind == .click })
        let inserted = try traffic.insertTouch.change(
            record.sequence, record.node.value, touch.source.rawValue, touch.kind.rawValue,
            touch.at, touch.staff, touch.link?.value ?? 0, touch.verdict.rawValue,
            touch.token?.slot.value, touch.token?.issued.value, visitor?.number ?? 0,
            click?.number, touch.event, touch.at == record.time ? nil : record.time,
            touch.contact.isEmpty ? nil : touch.contact)
        if inserted == 0 { return .repeated }
        if let visitor { try traffic.insertAlias.run(visitor.number, touch.at, record.sequence) }
        if let click { try traffic.insertAlias.run(click.number, touch.at, record.sequence) }
        let evidence = Evidence(record, touch.source == .contactChanged ? .business : .customer)
        var isKnown = visitor?.freshness == .known || click?.freshness == .known
        if touch.aliases.contains(where: { $0 != visitor?.alias && $0 != click?.alias }) {
            isKnown = try bind(touch, visitor, click, evidence) || isKnown
        } else if visitor != nil, click != nil {
            try visitorMet(visitor, click, evidence)
        }
        // Nobody can see a touch with aliases that no fact named before.
        if isKnown, touch.verdict == .human, touch.at <= memory.latestInstant {
            try touchSeen(touch, by: evidence)
        }
        try count(touch, visitor?.number)
        return .inserted
    }

    /// An alias of a touch with its number.
    private struct SeenAlias {
        let alias: Alias
        let number: Int64
        let freshness: AliasNumbers.Freshness

        var numbered: NumberedAlias { NumberedAlias(number: number, alias: alias) }
    }

    private mutating func see(_ alias: Alias?) throws(StoreError) -> SeenAlias? {
        guard let alias else { return nil }
        let sight = try memory.aliases.see(alias, traffic.aliases)
        return SeenAlias(alias: alias, number: sight.number, freshness: sight.freshness)
    }

    /// Everything beside the first visitor and the first click: rows of their own, and bindings.
    /// True where a fact before this one named one of the aliases.
    private mutating func bind(
        _ touch: TouchInput, _ visitor: SeenAlias?, _ click: SeenAlias?, _ evidence: Evidence
    ) throws(StoreError) -> Bool {
        var bound: [NumberedAlias] = []
        var isKnown = visitor?.freshness == .known || click?.freshness == .known
        for alias in Set(touch.aliases).sorted() {
            guard let seen = try see(alias) else { continue }
            bound.append(seen.numbered)
            if alias == visitor?.alias || alias == click?.alias { continue }
            isKnown = isKnown || seen.freshness == .known
            try traffic.insertAlias.run(seen.number, touch.at, evidence.cause)
            try connection(Self.insertIdentity).run(evidence.cause, seen.number)
        }
        var made = try bind(AliasPair.all(of: bound), by: evidence)
        if isKnown {
            if let pair = visitorPair(visitor, click) { made.changed.append(pair) }
            try customersChanged(made, by: evidence)
        }
        return isKnown
    }

    /// Binds pairs for as long as no split withdraws them.
    mutating func bind(
        _ pairs: [AliasPair], by evidence: Evidence
    ) throws(StoreError) -> BindingNews {
        let bindings = try Bindings(connection)
        var news = BindingNews()
        for pair in pairs where !pair.isVisitorAndClick {
            news.note(
                pair, try bindings.bindByTouch(pair, of: evidence.origin, at: evidence.cause))
        }
        return news
    }

    /// A visitor and a click that stand together in a touch are bound by its row alone.
    private mutating func visitorMet(
        _ visitor: SeenAlias?, _ click: SeenAlias?, _ evidence: Evidence
    ) throws(StoreError) {
        guard let pair = visitorPair(visitor, click) else { return }
        try customersChanged(BindingNews(changed: [pair]), by: evidence)
    }

    /// Nil where neither of them ever makes two aliases one customer: then it tells nothing.
    private func visitorPair(_ visitor: SeenAlias?, _ click: SeenAlias?) -> AliasPair? {
        guard !memory.directory.identity.neverMerge.isSuperset(of: [.visitor, .click]),
            let visitor, let click
        else { return nil }
        return AliasPair(left: visitor.numbered, right: click.numbered)
    }

    /// Judges again the orders that see a touch of a time at or before their T.
    private mutating func touchSeen(
        _ touch: TouchInput, by evidence: Evidence
    ) throws(StoreError) {
        var search = CustomerSearch(
            connection, memory.directory.identity, asOf: evidence.cause)
        let aliases = try search.aliases(ofOrdersSeeing: touch.aliases)
        let orders = OrderSearch(connection: connection)
        try judgeAgain(try orders.orders(holding: aliases, from: touch.at), by: evidence)
    }

    private mutating func count(
        _ touch: TouchInput, _ visitor: Int64?
    ) throws(StoreError) {
        let day = rollups.day(of: touch.at)
        var visitors = 0
        if let visitor, touch.quality == .human, touch.kind.isVisit {
            visitors = try traffic.insertVisitorDay.change(
                day, visitor, touch.staff, touch.link?.value ?? 0)
        }
        rollups.add(
            TrafficRollups.Key(
                day: day, staff: touch.staff, link: touch.link?.value ?? 0,
                department: memory.directory.department(of: touch.staff, at: touch.at),
                channel: touch.link.flatMap { memory.directory.link($0)?.channel }),
            kind: touch.kind, quality: touch.quality, visitors: visitors)
    }
}

extension TouchKind {
    /// False for what stands on an order.
    fileprivate var isContact: Bool { self != .orderParam && self != .posAssign }

    /// True where a browser or mini-program was there: a click or a view.
    fileprivate var isVisit: Bool {
        self == .linkClick || self == .pageView || self == .miniprogramOpen
    }
}
