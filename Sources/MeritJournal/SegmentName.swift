import MeritCore

/// The names of files in the journal's directory: the first sequence of their segment as 16
/// decimal digits, and an ending that says what they are.
enum SegmentName {
    /// Part of the journal.
    static func segment(_ first: Sequence) -> String { digits(first) + ".segment" }

    /// The copy that recovery makes of an uncleanly ended segment, before it replaces it.
    static func recovering(_ first: Sequence) -> String { digits(first) + ".recovering" }

    /// The copy without the personal parts of erased people, before it replaces the segment.
    static func erasing(_ first: Sequence) -> String { digits(first) + ".erasing" }

    /// A torn tail that was cut and that no `recovered` fact reports yet.
    static func torn(_ first: Sequence, _ run: RunID) -> String {
        digits(first) + "-" + Hex.encode(bytes(run.high)) + ".torn"
    }

    /// A torn tail that is reported.
    static func cut(torn name: String) -> String { String(name.dropLast(5)) + ".cut" }

    /// Zeros that are to become a segment. No two files of a run get the same name.
    static func prepared(_ origin: String, _ number: Int) -> String {
        "\(origin)-\(number).prepared"
    }

    /// The first sequence in a segment's name; nil for every other file.
    static func first(ofSegment name: String) -> Sequence? { first(of: name, ending: ".segment") }

    /// The first sequence in the name of a torn tail that is not reported yet.
    static func first(ofTorn name: String) -> Sequence? {
        guard name.hasSuffix(".torn"), name.utf8.count == 38 else { return nil }
        return first(of: name.prefix(16) + ".torn", ending: ".torn")
    }

    /// True for what an interrupted preparation, recovery or erasure may have left behind.
    static func isLeftover(_ name: String) -> Bool {
        name.hasSuffix(".prepared")
            || first(of: name, ending: ".recovering") != nil
            || first(of: name, ending: ".erasing") != nil
    }

    private static func first(of name: some StringProtocol, ending: String) -> Sequence? {
        let stem = name.utf8.dropLast(ending.utf8.count)
        guard name.hasSuffix(ending), stem.count == 16,
            stem.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = UInt64(String(decoding: stem, as: UTF8.self)), value > 0
        else { return nil }
        return Sequence(value)
    }

    private static func digits(_ first: Sequence) -> String {
        let text = String(first.value)
        return String(repeating: "0", count: max(0, 16 - text.utf8.count)) + text
    }

    private static func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * $0)) }
    }
}
