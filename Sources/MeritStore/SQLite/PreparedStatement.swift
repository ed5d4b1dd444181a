import GRDB
import GRDBSQLite

/// A prepared statement of one connection, bound and stepped without a copy of its arguments in
/// between. It lives in its connection's cache, so it must not be run while its rows are being
/// read.
struct PreparedStatement {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    /// Runs a statement that returns no rows.
    func run<each Value: SQLConvertible>(_ value: repeat each Value) throws(StoreError) {
        defer { reset() }
        bind(repeat each value)
        while try step() {}
    }

    /// Runs a statement that returns no rows; how many rows it inserted, changed or deleted.
    func change<each Value: SQLConvertible>(_ value: repeat each Value) throws(StoreError) -> Int {
        defer { reset() }
        bind(repeat each value)
        while try step() {}
        // Safe: the statement's connection is alive.
        return Int(unsafe sqlite3_changes(sqlite3_db_handle(statement.sqliteStatement)))
    }

    /// All rows, each as `map` reads it.
    func all<each Value: SQLConvertible, Element>(
        _ value: repeat each Value, as map: (Row) throws(StoreError) -> Element
    ) throws(StoreError) -> [Element] {
        defer { reset() }
        bind(repeat each value)
        var elements: [Element] = []
        while try step() { elements.append(try map(Row(statement))) }
        return elements
    }

    /// The first row, as `map` reads it; nil without rows.
    func first<each Value: SQLConvertible, Element>(
        _ value: repeat each Value, as map: (Row) throws(StoreError) -> Element
    ) throws(StoreError) -> Element? {
        defer { reset() }
        bind(repeat each value)
        return try step() ? try map(Row(statement)) : nil
    }

    /// Hands every row to `body`, which returns whether it wants the next one.
    func each<each Value: SQLConvertible>(
        _ value: repeat each Value, with body: (Row) throws(StoreError) -> Reading
    ) throws(StoreError) {
        defer { reset() }
        bind(repeat each value)
        while try step(), try body(Row(statement)) == .more {}
    }

    /// Whether somebody who reads rows wants another one.
    enum Reading {
        case more
        case enough
    }

    private func bind<each Value: SQLConvertible>(_ value: repeat each Value) {
        var index: Int32 = 0
        for item in repeat each value {
            index += 1
            let code = bind(item.sql, at: index)
            // Binding fails only where the statement has no such parameter or memory runs out.
            precondition(code == SQLITE_OK, "a statement has as many parameters as values")
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        // Safe: the statement is alive in its connection's cache, and SQLite copies texts and
        // blobs before the call returns (SQLITE_TRANSIENT).
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let pointer = unsafe statement.sqliteStatement
        switch value {
        case .null: return unsafe sqlite3_bind_null(pointer, index)
        case .integer(let integer): return unsafe sqlite3_bind_int64(pointer, index, integer)
        case .text(let text):
            if text.isEmpty { return unsafe sqlite3_bind_text(pointer, index, "", 0, transient) }
            var text = text
            return text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text(
                        pointer, index, characters.baseAddress, Int32(characters.count), transient)
                }
            }
        case .bytes(let bytes):
            if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(pointer, index, 0) }
            return unsafe bytes.withUnsafeBytes { bytes in
                unsafe sqlite3_bind_blob(
                    pointer, index, bytes.baseAddress, Int32(bytes.count), transient)
            }
        }
    }

    /// True where there is a row.
    private func step() throws(StoreError) -> Bool {
        // Safe: the statement is alive in its connection's cache.
        let pointer = unsafe statement.sqliteStatement
        switch unsafe sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let connection = unsafe sqlite3_db_handle(pointer)
            let extended = unsafe sqlite3_extended_errcode(connection)
            let message = unsafe String(cString: sqlite3_errmsg(connection))
            throw StoreError(sqlite: extended == SQLITE_OK ? code : extended, message: message)
        }
    }

    private func reset() {
        // Safe: the statement is alive in its connection's cache. Its last error was thrown.
        _ = unsafe sqlite3_reset(statement.sqliteStatement)
    }
}
