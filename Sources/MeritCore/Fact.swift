/// One thing that came from outside, or one decision of the worker, as a journal record.
///
/// A fact has a *public part*, which the journal's chain covers, and may have a *personal part*,
/// which can be blanked when a person is erased; the fact is then read with `personal` nil, and its
/// personal properties are empty. `version` grows whenever the bytes of a kind change; every
/// version ever released stays readable.
public protocol Fact: Hashable, Sendable {
    static var kind: FactKind { get }
    static var version: UInt8 { get }

    func writePublic(to writer: inout ByteWriter)

    /// True where `writePersonal` writes something worth keeping apart.
    var hasPersonalPart: Bool { get }
    func writePersonal(to writer: inout ByteWriter)

    /// Reads both parts to their ends. `version` is the one in the record.
    init(
        version: UInt8, public reader: inout ByteReader, personal: inout ByteReader?
    ) throws(ByteReader.Fault)
}

extension Fact {
    public var hasPersonalPart: Bool { false }
    public func writePersonal(to writer: inout ByteWriter) {}
}

extension Fact {
    /// Reads a record's two parts as this kind of fact: everything, to the last byte. `version` is
    /// any that was ever released, 1 … `Self.version`.
    public init(
        version: UInt8, publicBody: ArraySlice<UInt8>, personalBody: ArraySlice<UInt8>?
    ) throws(ByteReader.Fault) {
        guard (1...Self.version).contains(version) else { throw .invalid("version \(version)") }
        var publicReader = ByteReader(publicBody)
        var personalReader = personalBody.map { ByteReader($0) }
        try self.init(version: version, public: &publicReader, personal: &personalReader)
        try publicReader.finish()
        try personalReader?.finish()
    }
}
