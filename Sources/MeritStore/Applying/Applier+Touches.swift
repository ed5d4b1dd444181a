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
        /// The touch is known by its event: nothing changes.
        case repeated
    }

    /// Inserts a touch with its aliases, what they bind, and what it adds to the rollups.
    @discardableResult
    private mutating func insert(
        _ touch: TouchInput, _ record: Record
    ) throws(StoreError) -> Insertion {
        // Orders carry `order_param` and `pos_assign`; a touch of such a kind is no touch.
        guard touch.kind.isContact else {
            try keepBad(record, .malformed, detail: "a touch of kind \(touch.kind.name)")
            return .repeated
        }
        let visitorAlias = touch.aliases.first { $0.kind == .visitor }
        let clickAlias = touch.aliases.first { $0.kind == .click }
        let visitor = try visitorAlias.map { alias throws(StoreError) in
            try memory.aliases.see(alias, traffic.aliases).number
        }
        let click = try clickAlias.map { alias throws(StoreError) in
            try memory.aliases.see(alias, traffic.aliases).number
        }
        let inserted = try traffic.insertTouch.change(
            record.sequence, record.node.value, touch.source.rawValue, touch.kind.rawValue,
            touch.at, touch.staff, touch.link?.value ?? 0, touch.verdict.rawValue,
            touch.token?.slot.value, touch.token?.issued.value, visitor ?? 0, click, touch.event)
        if inserted == 0 { return .repeated }
        if let visitor { try traffic.insertAlias.run(visitor, touch.at, record.sequence) }
        if let click { try traffic.insertAlias.run(click, touch.at, record.sequence) }
        if touch.aliases.contains(where: { $0 != visitorAlias && $0 != clickAlias }) {
            try bind(touch, visitor: visitorAlias, click: clickAlias, record)
        }
        try count(touch, visitor)
        return .inserted
    }

    /// Everything beside the first visitor and the first click: rows of their own, and bindings.
    private mutating func bind(
        _ touch: TouchInput, visitor: Alias?, click: Alias?, _ record: Record
    ) throws(StoreError) {
        var bound: [NumberedAlias] = []
        for alias in Set(touch.aliases).sorted() {
            let number = try memory.aliases.see(alias, traffic.aliases).number
            bound.append(NumberedAlias(number: number, alias: alias))
            if alias == visitor || alias == click { continue }
            try traffic.insertAlias.run(number, touch.at, record.sequence)
            try connection(Self.insertIdentity).run(record.sequence, number)
        }
        let bindings = try Bindings(connection)
        for pair in AliasPair.all(of: bound) where !pair.isVisitorAndClick {
            try bindings.bindByTouch(pair, at: record.sequence)
        }
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
