/// A SHA-256 value: 32 bytes, kept as four big-endian words so that it needs no heap.
public struct Digest: Hashable, Sendable {
    public let first: UInt64
    public let second: UInt64
    public let third: UInt64
    public let fourth: UInt64

    /// The four words, most significant byte first.
    public init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
    }

    /// The chain's and the ledger's value before anything was written.
    public static let zero = Digest(0, 0, 0, 0)

    /// Nil unless `bytes` are 32.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var rest = bytes[...]
        func word() -> UInt64 {
            defer { rest = rest.dropFirst(8) }
            return rest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(word(), word(), word(), word())
    }

    /// The 32 bytes, in order.
    public var bytes: [UInt8] {
        var writer = ByteWriter(reserving: 32)
        writer.write(self)
        return writer.bytes
    }

    /// Appends the 32 bytes to `writer` without an intermediate array.
    fileprivate func write(to writer: inout ByteWriter) {
        writer.write(fixed: first)
        writer.write(fixed: second)
        writer.write(fixed: third)
        writer.write(fixed: fourth)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    /// Nil unless `hex` is 64 hexadecimal digits.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }
}

extension ByteWriter {
    /// The 32 bytes of a digest, without a length.
    public mutating func write(_ digest: Digest) { digest.write(to: &self) }
}

extension ByteReader {
    /// 32 bytes.
    public mutating func digest() throws(Fault) -> Digest {
        Digest(
            try fixed(UInt64.self), try fixed(UInt64.self), try fixed(UInt64.self),
            try fixed(UInt64.self))
    }
}
