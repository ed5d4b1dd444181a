/// A past touch that a person brought in from a file.
public struct ImportedTouch: Fact {
    public static let kind = FactKind.importedTouch
    public static let version: UInt8 = 1

    /// Unique among imported touches: repeats do nothing.
    public let event: EventID
    /// `linkClick`, `pageView`, `miniprogramOpen`, `contactAdded` or `firstMessage`.
    public let touchKind: TouchKind
    public let at: Timestamp
    public let staff: StaffNumber
    public let link: LinkNumber?
    public let verdict: Verdict
    public let provenance: ImportProvenance
    public let personal: Personal?

    /// What is blanked when a person is erased.
    public struct Personal: Hashable, Sendable {
        public let aliases: [Alias]
        /// At most 512 bytes.
        public let userAgent: [UInt8]
        public init(aliases: [Alias], userAgent: [UInt8]) {
            self.aliases = aliases
            self.userAgent = userAgent
        }
    }

    public init(
        event: EventID, touchKind: TouchKind, at: Timestamp, staff: StaffNumber,
        link: LinkNumber?, verdict: Verdict, provenance: ImportProvenance, personal: Personal?
    ) {
        self.event = event
        self.touchKind = touchKind
        self.at = at
        self.staff = staff
        self.link = link
        self.verdict = verdict
        self.provenance = provenance
        self.personal = personal
    }

    public func writePublic(to writer: inout ByteWriter) {
        writer.write(event)
        writer.write(byte: touchKind.rawValue)
        writer.write(at)
        writer.write(staff)
        writer.write(varint: UInt64(link?.value ?? 0))
        writer.write(byte: verdict.rawValue)
        writer.write(provenance)
    }

    public var hasPersonalPart: Bool { personal != nil }

    public func writePersonal(to writer: inout ByteWriter) {
        guard let personal else { return }
        writer.write(each: personal.aliases) { $0.write($1) }
        writer.write(bytes: personal.userAgent)
    }

    public init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault) {
        event = try reader.name(EventID.self)
        touchKind = try reader.touchKind()
        at = try reader.timestamp()
        staff = try reader.staff()
        link = LinkNumber(try reader.varint())
        verdict = try reader.verdict()
        provenance = try reader.importProvenance()
        self.personal = try personal.read { reader throws(ByteReader.Fault) in
            Personal(
                aliases: try reader.aliases(), userAgent: Array(try reader.lengthPrefixed()))
        }
    }
}
