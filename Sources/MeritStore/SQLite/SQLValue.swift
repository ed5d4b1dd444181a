import MeritCore

/// What is bound to a parameter of a statement.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A value with one column that holds it.
protocol SQLConvertible {
    var sql: SQLValue { get }
}

extension SQLValue: SQLConvertible {
    var sql: SQLValue { self }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    var sql: SQLValue { self?.sql ?? .null }
}

extension Int64: SQLConvertible {
    var sql: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
    var sql: SQLValue { .integer(Int64(self)) }
}

extension UInt8: SQLConvertible {
    var sql: SQLValue { .integer(Int64(self)) }
}

extension UInt16: SQLConvertible {
    var sql: SQLValue { .integer(Int64(self)) }
}

extension UInt32: SQLConvertible {
    var sql: SQLValue { .integer(Int64(self)) }
}

/// Two's complement: values from 2⁶³ on are negative in the database.
extension UInt64: SQLConvertible {
    var sql: SQLValue { .integer(Int64(bitPattern: self)) }
}

extension String: SQLConvertible {
    var sql: SQLValue { .text(self) }
}

extension [UInt8]: SQLConvertible {
    var sql: SQLValue { .bytes(self) }
}

extension Digest: SQLConvertible {
    var sql: SQLValue { .bytes(bytes) }
}

extension Timestamp: SQLConvertible {
    var sql: SQLValue { .integer(milliseconds) }
}

extension Sequence: SQLConvertible {
    var sql: SQLValue { .integer(Int64(bitPattern: value)) }
}

extension StaffNumber: SQLConvertible {
    var sql: SQLValue { .integer(Int64(value)) }
}

extension LinkNumber: SQLConvertible {
    var sql: SQLValue { .integer(Int64(value)) }
}

extension PersonNumber: SQLConvertible {
    var sql: SQLValue { .integer(Int64(value)) }
}

extension AdjustmentNumber: SQLConvertible {
    var sql: SQLValue { .integer(Int64(value)) }
}

extension RerunNumber: SQLConvertible {
    var sql: SQLValue { .integer(Int64(value)) }
}

extension MinorAmount: SQLConvertible {
    var sql: SQLValue { .integer(value) }
}

extension Currency: SQLConvertible {
    var sql: SQLValue { .text(code) }
}

extension Period: SQLConvertible {
    var sql: SQLValue { .integer(Int64(index)) }
}

extension CivilDate: SQLConvertible {
    var sql: SQLValue { .integer(Int64(daysSince1970)) }
}

extension Name where Self: SQLConvertible {
    var sql: SQLValue { .text(value) }
}

extension ShopName: SQLConvertible {}
extension OrderID: SQLConvertible {}
extension LineID: SQLConvertible {}
extension EventID: SQLConvertible {}
extension StoreCode: SQLConvertible {}
extension DepartmentCode: SQLConvertible {}
extension PolicyID: SQLConvertible {}
extension MarketingChannel: SQLConvertible {}
extension Campaign: SQLConvertible {}
