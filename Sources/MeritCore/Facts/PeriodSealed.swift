/// A closed period's exports as they were written, and the ledger's head at that moment: whoever
/// has the files can tell that they are those of the close.
public struct PeriodSealed: Fact {
    public static let kind = FactKind.periodSealed
    public static let version: UInt8 = 1

    public let period: Period
    /// The `CloseConfirmed` record.
    public let closing: Sequence
    /// The ledger's last entry when the period was sealed.
    public let head: Head
    /// By currency, rising.
    public let totals: [Totals]
    /// By name, rising as bytes.
    public let files: [File]

    public struct Head: Hashable, Sendable {
        /// 0 where there is no entry.
        public let number: UInt64
        public let hash: Digest
        public init(number: UInt64, hash: Digest) {
            self.number = number
            self.hash = hash
        }
    }

    /// The period's money in one currency.
    public struct Totals: Hashable, Sendable {
        public let currency: Currency
        /// `credited` and `unattributed` together.
        public let netBase: MinorAmount
        public let credited: MinorAmount
        public let unattributed: MinorAmount
        public let entries: UInt64

        public init(
            currency: Currency, netBase: MinorAmount, credited: MinorAmount,
            unattributed: MinorAmount, entries: UInt64
        ) {
            self.currency = currency
            self.netBase = netBase
            self.credited = credited
            self.unattributed = unattributed
            self.entries = entries
        }
    }

    /// One file of the sealed folder.
    public struct File: Hashable, Sendable {
        public let name: String
        public let bytes: UInt64
        /// SHA-256 of its bytes.
        public let digest: Digest
        public init(name: String, bytes: UInt64, digest: Digest) {
            self.name = name
            self.bytes = bytes
            self.digest = digest
        }
    }

    public init(
        period: Period, closing: Sequence, head: Head, totals: [Totals], files: [File]
    ) {
        self.period = period
        self.closing = closing
        self.head = head
        self.totals = totals
        self.files = files
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(period)
        writer.write(closing)
        writer.write(varint: head.number)
        writer.write(head.hash)
        writer.write(each: totals) { writer, totals in
            writer.write(totals.currency)
            writer.write(totals.netBase)
            writer.write(totals.credited)
            writer.write(totals.unattributed)
            writer.write(varint: totals.entries)
        }
        writer.write(each: files) { writer, file in
            writer.write(text: file.name)
            writer.write(varint: file.bytes)
            writer.write(file.digest)
        }
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        period = try reader.period()
        closing = try reader.sequence()
        head = Head(number: try reader.varint(), hash: try reader.digest())
        totals = try reader.each { inner throws(ByteReader.Fault) in
            Totals(
                currency: try inner.currency(), netBase: try inner.amount(),
                credited: try inner.amount(), unattributed: try inner.amount(),
                entries: try inner.varint())
        }
        files = try reader.each { inner throws(ByteReader.Fault) in
            File(name: try inner.text(), bytes: try inner.varint(), digest: try inner.digest())
        }
    }
}
