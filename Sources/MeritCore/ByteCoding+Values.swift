extension ByteWriter {
    public mutating func write(_ time: Timestamp) { write(signed: time.milliseconds) }
    public mutating func write(_ amount: MinorAmount) { write(signed: amount.value) }
    public mutating func write(_ staff: StaffNumber) { write(varint: UInt64(staff.value)) }
    public mutating func write(_ link: LinkNumber) { write(varint: UInt64(link.value)) }
    public mutating func write(_ sequence: Sequence) { write(varint: sequence.value) }
    public mutating func write(_ day: IssueDay) { write(varint: UInt64(day.value)) }
    public mutating func write(_ day: CivilDate) { write(signed: Int64(day.daysSince1970)) }
    public mutating func write(_ period: Period) { write(varint: UInt64(period.index)) }
    public mutating func write(_ name: some Name) { write(text: name.value) }
    public mutating func write(_ currency: Currency) { write(raw: currency.code.utf8) }
    public mutating func write(_ order: OrderKey) {
        write(order.shop)
        write(order.order)
    }
}

extension ByteReader {
    /// A varint that fits `type`; `what` names the value in the fault.
    public mutating func number<Value: FixedWidthInteger>(
        _ type: Value.Type, _ what: String
    ) throws(Fault) -> Value {
        guard let value = Value(exactly: try varint()) else { throw .invalid(what) }
        return value
    }

    /// `Timestamp.distantPast` … `Timestamp.distantFuture`, so that no sum of times overflows.
    public mutating func timestamp() throws(Fault) -> Timestamp {
        let time = Timestamp(milliseconds: try signed())
        guard time.isOfTheCalendar else { throw .invalid("time") }
        return time
    }

    public mutating func amount() throws(Fault) -> MinorAmount { MinorAmount(try signed()) }

    /// 1 … 2²⁴−1.
    public mutating func staff() throws(Fault) -> StaffNumber {
        guard let staff = StaffNumber(try varint()) else { throw .invalid("staff") }
        return staff
    }

    /// As `staff()`, or 0 for unattributed.
    public mutating func payee() throws(Fault) -> StaffNumber {
        let value = try varint()
        if value == 0 { return .unattributed }
        guard let staff = StaffNumber(value) else { throw .invalid("payee") }
        return staff
    }

    public mutating func link() throws(Fault) -> LinkNumber {
        guard let link = LinkNumber(try varint()) else { throw .invalid("link") }
        return link
    }

    public mutating func sequence() throws(Fault) -> Sequence { Sequence(try varint()) }

    public mutating func issueDay() throws(Fault) -> IssueDay {
        IssueDay(try number(UInt16.self, "issue day"))
    }

    /// A day that some instant of the years 1 … 9999 falls on.
    public mutating func civilDate() throws(Fault) -> CivilDate {
        guard let days = Int(exactly: try signed()),
            (CivilDate.earliest.daysSince1970...CivilDate.latest.daysSince1970).contains(days)
        else { throw .invalid("date") }
        return CivilDate(daysSince1970: days)
    }

    public mutating func period() throws(Fault) -> Period {
        guard let index = Int(exactly: try varint()), index < 120_000 else {
            throw .invalid("period")
        }
        return Period(index: index)
    }

    public mutating func name<Value: Name>(_ type: Value.Type) throws(Fault) -> Value {
        guard let name = Value(try text()) else { throw .invalid("\(type)") }
        return name
    }

    public mutating func currency() throws(Fault) -> Currency {
        guard let currency = Currency(String(decoding: try raw(3), as: UTF8.self)) else {
            throw .invalid("currency")
        }
        return currency
    }

    public mutating func orderKey() throws(Fault) -> OrderKey {
        OrderKey(shop: try name(ShopName.self), order: try name(OrderID.self))
    }

    public mutating func slot() throws(Fault) -> KeySlot {
        guard let slot = KeySlot(try byte()) else { throw .invalid("slot") }
        return slot
    }

    public mutating func verdict() throws(Fault) -> Verdict {
        guard let verdict = Verdict(rawValue: try byte()) else { throw .invalid("verdict") }
        return verdict
    }

    public mutating func rejection() throws(Fault) -> TokenRejection? {
        let raw = try byte()
        if raw == 0 { return nil }
        guard let rejection = TokenRejection(rawValue: raw) else { throw .invalid("rejection") }
        return rejection
    }

    public mutating func aliases() throws(Fault) -> [Alias] {
        try each { reader throws(Fault) in try reader.alias() }
    }
}
