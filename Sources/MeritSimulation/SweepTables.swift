import MeritAttribution
import MeritCore

/// What the numbers in a sweep's words stand for.
struct SweepTables: Sendable, Equatable {
    var staff: [StaffNumber] = []
    var stores: [StoreCode] = []
    var categories: [Category] = []
    var currencies: [Currency] = []
    /// Whom entries credit.
    var payees: [SimulationSums.Key] = []
}

/// Gives places to values, in the order they are first seen.
struct PlaceTable<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var places: [Value: Int] = [:]

    mutating func place(of value: Value) -> Int {
        if let place = places[value] { return place }
        places[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

extension SweepTables {
    func write(to writer: inout ByteWriter) {
        writer.write(varint: UInt64(staff.count))
        for number in staff { writer.write(number) }
        writer.write(varint: UInt64(stores.count))
        for store in stores { writer.write(store) }
        writer.write(varint: UInt64(categories.count))
        for category in categories { writer.write(category) }
        writer.write(varint: UInt64(currencies.count))
        for currency in currencies { writer.write(currency) }
        writer.write(varint: UInt64(payees.count))
        for payee in payees {
            writer.write(payee.currency)
            writer.write(payee.staff)
            writer.write(text: payee.department?.value ?? "")
        }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Fault) {
        for _ in 0..<(try reader.varint()) { staff.append(try reader.payee()) }
        for _ in 0..<(try reader.varint()) { stores.append(try reader.name(StoreCode.self)) }
        for _ in 0..<(try reader.varint()) { categories.append(try reader.name(Category.self)) }
        for _ in 0..<(try reader.varint()) { currencies.append(try reader.currency()) }
        for _ in 0..<(try reader.varint()) {
            let currency = try reader.currency()
            let staff = try reader.payee()
            let department = try reader.text()
            payees.append(
                SimulationSums.Key(
                    currency: currency, staff: staff,
                    department: department.isEmpty ? nil : DepartmentCode(unchecked: department)))
        }
    }
}
