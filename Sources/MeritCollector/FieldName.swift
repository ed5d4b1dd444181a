/// A header's name in lower case as a number: its last 16 bytes, most significant first. Only names
/// of more than 16 bytes can look like others.
///
/// The same is made of short values, to compare them with words.
struct FieldName: Hashable {
    private(set) var packed: UInt128 = 0

    /// Takes in the next byte. Bit 5 makes a capital letter small; what becomes a letter or a
    /// hyphen by it and was none would have been a control character, which no caller lets pass.
    mutating func append(_ byte: UInt8) {
        packed = packed << 8 | UInt128(byte | 0x20)
    }

    /// The ASCII of each name, so that comparing costs no look-up; a test spells them out.
    static var host: UInt128 { 0x686f_7374 }
    static var cookie: UInt128 { 0x636f_6f6b_6965 }
    static var expect: UInt128 { 0x6578_7065_6374 }
    static var purpose: UInt128 { 0x70_7572_706f_7365 }
    static var upgrade: UInt128 { 0x75_7067_7261_6465 }
    static var userAgent: UInt128 { 0x7573_6572_2d61_6765_6e74 }
    static var connection: UInt128 { 0x636f_6e6e_6563_7469_6f6e }
    static var secPurpose: UInt128 { 0x73_6563_2d70_7572_706f_7365 }
    static var fetchMode: UInt128 { 0x7365_632d_6665_7463_682d_6d6f_6465 }
    static var fetchDest: UInt128 { 0x7365_632d_6665_7463_682d_6465_7374 }
    static var contentLength: UInt128 { 0x636f_6e74_656e_742d_6c65_6e67_7468 }
    static var proxyConnection: UInt128 { 0x7072_6f78_792d_636f_6e6e_6563_7469_6f6e }
    /// Without its first letter: it has one more than there is room for.
    static var transferEncoding: UInt128 { 0x7261_6e73_6665_722d_656e_636f_6469_6e67 }

    // Values.
    static var close: UInt128 { 0x63_6c6f_7365 }
    static var keepAlive: UInt128 { 0x6b65_6570_2d61_6c69_7665 }
    static var navigate: UInt128 { 0x6e61_7669_6761_7465 }
    static var document: UInt128 { 0x646f_6375_6d65_6e74 }
    static var prefetch: UInt128 { 0x7072_6566_6574_6368 }
}
