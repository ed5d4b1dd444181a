/// One table of a database: how it is made, and the order in which its rows are compared.
struct Table: Sendable {
    let name: String
    /// Of the columns that depend on nothing but the journal's facts; `*` for all.
    let compared: String
    /// The primary key's columns.
    let key: String
    /// `CREATE TABLE` and, behind it, the table's indexes.
    let definition: String

    init(_ name: String, key: String, compared: String = "*", _ definition: String) {
        self.name = name
        self.key = key
        self.compared = compared
        self.definition = definition
    }

    /// All rows in the order of the primary key.
    var rows: Query {
        Query("table.rows", "SELECT \(compared) FROM \(name) ORDER BY \(key)")
    }
}
