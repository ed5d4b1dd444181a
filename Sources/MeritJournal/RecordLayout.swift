/// Where the parts of one encoded record lie, counted from its first byte. All integers are
/// big-endian.
///
///     0   u32  P, bytes of the public part
///     4   u32  Q, bytes of the personal part (0: none)
///     8   u64  sequence                                  ┐
///     16  u16  kind                                      │
///     18  u8   kind version                              │ public part,
///     19  u8   flags: 1 = has a personal part            │ P bytes
///     20  i64  time, UTC milliseconds                    │
///     28  32   SHA-256 of the personal part, if flagged  │
///     …        public body                               ┘
///     8+P      16 salt bytes, personal body: Q bytes; all zero once erased
enum RecordLayout {
    static let prefixBytes = 8
    static let sequenceOffset = 8
    static let kindOffset = 16
    static let versionOffset = 18
    static let flagsOffset = 19
    static let timeOffset = 20
    static let digestOffset = 28
    static let digestBytes = 32
    /// The public part of a record without body and digest.
    static let publicBytesMin = 20
    static let hasPersonalPart: UInt8 = 1
}
