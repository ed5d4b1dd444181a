/// The statements that every touch runs, prepared once a transaction.
struct TrafficStatements {
    let aliases: AliasNumbers.Statements
    let insertTouch: PreparedStatement
    let insertAlias: PreparedStatement
    let insertVisitorDay: PreparedStatement

    private static let touch = Query(
        "touches.insert",
        """
        INSERT INTO touches (sequence, node, source, kind, touched_at, staff, link, verdict,
            slot, issued, visitor, click, event, recorded_at, contact)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
    private static let alias = Query(
        "touchAliases.insert",
        "INSERT INTO touch_aliases (alias, touched_at, touch) VALUES (?, ?, ?)")
    private static let visitorDay = Query(
        "visitorDays.insert",
        """
        INSERT INTO visitor_days (day, visitor, staff, link) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """)

    init(_ connection: Connection) throws(StoreError) {
        aliases = try AliasNumbers.Statements(connection)
        insertTouch = try connection(Self.touch)
        insertAlias = try connection(Self.alias)
        insertVisitorDay = try connection(Self.visitorDay)
    }
}
