import GRDB

/// One connection inside a transaction; never kept longer.
struct Connection {
    let database: Database

    init(_ database: Database) { self.database = database }

    /// The statement from the connection's cache, prepared at its first use.
    func callAsFunction(_ query: Query) throws(StoreError) -> PreparedStatement {
        do {
            return PreparedStatement(try database.cachedStatement(sql: query.sql))
        } catch {
            throw StoreError(error)
        }
    }

    /// Runs statements that take no values.
    func execute(_ script: Query) throws(StoreError) {
        do {
            try database.execute(sql: script.sql)
        } catch {
            throw StoreError(error)
        }
    }
}
