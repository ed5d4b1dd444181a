import GRDB
import GRDBSQLite
import MeritCore

/// The row a statement stands on; valid until the statement is stepped again. Columns count from 0.
///
/// Values come from columns whose constraints were checked when they were written, so that names
/// and numbers are not checked again.
struct Row {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    func isNull(_ column: Int32) -> Bool {
        // Safe: the statement stands on a row; so in every reading below.
        unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        // Safe: as above.
        unsafe sqlite3_column_int64(statement.sqliteStatement, column)
    }

    func text(_ column: Int32) -> String {
        // Safe: the pointer is valid until the next reading of this column; it is copied at once.
        guard let start = unsafe sqlite3_column_text(statement.sqliteStatement, column) else {
            return ""
        }
        let count = unsafe sqlite3_column_bytes(statement.sqliteStatement, column)
        let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(count))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        // Safe: the pointer is valid until the next reading of this column; it is copied at once.
        guard let start = unsafe sqlite3_column_blob(statement.sqliteStatement, column) else {
            return []
        }
        let count = unsafe sqlite3_column_bytes(statement.sqliteStatement, column)
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    /// The value as it was bound.
    func value(_ column: Int32) -> SQLValue {
        // Safe: as above.
        switch unsafe sqlite3_column_type(statement.sqliteStatement, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .bytes(bytes(column))
        default: .null
        }
    }

    /// How many columns the row has.
    var columnCount: Int32 {
        // Safe: the statement is alive.
        unsafe sqlite3_column_count(statement.sqliteStatement)
    }

    /// What `read` makes of a column, nil where it is null.
    func optional<Value>(_ column: Int32, _ read: (Int32) -> Value) -> Value? {
        isNull(column) ? nil : read(column)
    }
}

extension Row {
    func int(_ column: Int32) -> Int { Int(integer(column)) }
    func count(_ column: Int32) -> UInt64 { UInt64(bitPattern: integer(column)) }
    func timestamp(_ column: Int32) -> Timestamp { Timestamp(milliseconds: integer(column)) }
    func sequence(_ column: Int32) -> Sequence { Sequence(count(column)) }
    func amount(_ column: Int32) -> MinorAmount { MinorAmount(integer(column)) }
    func period(_ column: Int32) -> Period { Period(index: int(column)) }
    func day(_ column: Int32) -> CivilDate { CivilDate(daysSince1970: int(column)) }
    func currency(_ column: Int32) -> Currency { Currency(unchecked: text(column)) }

    /// 0 is `unattributed`.
    func staff(_ column: Int32) -> StaffNumber {
        StaffNumber(unchecked: UInt32(truncatingIfNeeded: integer(column)))
    }

    /// Nil for 0, which stands for no link.
    func link(_ column: Int32) -> LinkNumber? { LinkNumber(integer(column)) }

    func person(_ column: Int32) -> PersonNumber {
        PersonNumber(UInt32(truncatingIfNeeded: integer(column)))
    }

    func name<Value: Name>(_ column: Int32, _ type: Value.Type = Value.self) -> Value {
        Value(unchecked: text(column))
    }

    func optionalName<Value: Name>(_ column: Int32, _ type: Value.Type = Value.self) -> Value? {
        isNull(column) ? nil : Value(unchecked: text(column))
    }

    /// Nil for the empty text, which stands for no name where a column is part of a key.
    func keyName<Value: Name>(_ column: Int32, _ type: Value.Type = Value.self) -> Value? {
        let text = text(column)
        return text.isEmpty ? nil : Value(unchecked: text)
    }

    func order(_ shop: Int32, _ order: Int32) -> OrderKey {
        OrderKey(shop: name(shop), order: name(order))
    }

    func digest(_ column: Int32) throws(StoreError) -> Digest {
        guard let digest = Digest(bytes(column)) else {
            throw .damaged("a digest of \(bytes(column).count) bytes")
        }
        return digest
    }
}
