package import MeritCore
package import MeritJSON

extension JSONForm where Value: Name {
    /// A string that is a name of this kind.
    package static var name: JSONForm<Value> { .parsed(Value.rule) { Value($0) } }
}

extension JSONForm where Value == Timestamp {
    /// RFC 3339 with an offset; parts finer than a millisecond are cut off.
    package static var time: JSONForm<Timestamp> {
        .parsed("a time with offset (RFC 3339), like 2026-11-21T10:00:00+08:00") {
            Timestamp(rfc3339: $0)
        }
    }
}

extension JSONForm where Value == MinorAmount {
    /// An integer in minor units, 0 … 2⁵³.
    package static var amount: JSONForm<MinorAmount> {
        let integer = JSONForm<Int64>.integer(0...MinorAmount.statedMax.value)
        return JSONForm(integer.expected) { node, reader in
            integer.read(node, &reader).map { MinorAmount($0) }
        }
    }
}

extension JSONForm where Value == Currency {
    package static var currency: JSONForm<Currency> {
        .parsed("three letters A–Z (ISO 4217), like CNY") { Currency($0) }
    }
}

extension JSONForm where Value == StaffNumber {
    /// 1 … 2²⁴−1, whether or not the directory knows it.
    package static var staff: JSONForm<StaffNumber> {
        let integer = JSONForm<Int64>.integer(1...Int64(StaffNumber.max.value))
        return JSONForm(integer.expected) { node, reader in
            integer.read(node, &reader).flatMap { StaffNumber($0) }
        }
    }
}
