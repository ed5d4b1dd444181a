extension ByteWriter {
    public mutating func write(_ calendar: BusinessCalendar) {
        write(text: calendar.zone)
        write(each: calendar.offsets) { writer, offset in
            writer.write(offset.instant)
            writer.write(signed: Int64(offset.seconds))
        }
        write(varint: UInt64(calendar.dayStartMinutes))
        write(varint: UInt64(calendar.monthStart))
    }
}

extension ByteReader {
    /// A calendar that `BusinessCalendar.init` accepts.
    public mutating func calendar() throws(Fault) -> BusinessCalendar {
        let zone = try text()
        let offsets = try each { inner throws(Fault) in
            let instant = try inner.timestamp()
            guard let seconds = Int32(exactly: try inner.signed()) else {
                throw .invalid("offset")
            }
            return BusinessCalendar.Offset(instant: instant, seconds: seconds)
        }
        let dayStart = try number(Int.self, "day start")
        let monthStart = try number(Int.self, "month start")
        guard
            let calendar = BusinessCalendar(
                zone: zone, offsets: offsets, dayStartMinutes: dayStart, monthStart: monthStart)
        else { throw .invalid("calendar") }
        return calendar
    }
}
