/// One statement of SQL, written in one place and known by its name, which leads its text as a
/// comment so that it is found again in traces and query plans.
struct Query: Sendable {
    let sql: String

    init(_ name: StaticString, _ text: String) { sql = "-- \(name)\n\(text)" }
}
