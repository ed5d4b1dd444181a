package import MeritCore
import MeritCrypto

/// The end of the ledger: the last entry's number and hash.
package struct LedgerHead: Hashable, Sendable {
    /// 0 before the first entry.
    package private(set) var number: UInt64
    /// 64 zeros before the first entry.
    package private(set) var hash: Digest

    package static let empty = LedgerHead(number: 0, hash: .zero)

    package init(number: UInt64, hash: Digest) {
        self.number = number
        self.hash = hash
    }

    /// The ledger that ends with `entry`.
    package init(after entry: LedgerEntry) {
        self.init(number: entry.number, hash: entry.hash)
    }

    /// Numbers `draft`, chains it to the entry before it, and stands at it afterwards.
    package mutating func append(_ draft: EntryDraft) -> LedgerEntry {
        let number = number + 1
        let bytes = draft.hashedBytes(number: number)
        let entry = LedgerEntry(draft, number: number, hash: chained(bytes))
        self = LedgerHead(after: entry)
        return entry
    }

    /// Stands at `entry` when it is the next of this chain; else says why it is not, and stays.
    package mutating func advance(over entry: LedgerEntry) -> LedgerChainFault? {
        guard entry.number == number + 1 else {
            return .notNext(expected: number + 1, found: entry.number)
        }
        let hash = chained(entry.hashedBytes)
        guard entry.hash == hash else {
            return .changed(number: entry.number, expected: hash, found: entry.hash)
        }
        self = LedgerHead(after: entry)
        return nil
    }

    /// The first fault of `entries` as the continuation of `head`; nil when they are.
    package static func verify(
        _ entries: some Swift.Sequence<LedgerEntry>, from head: LedgerHead = .empty
    ) -> LedgerChainFault? {
        var head = head
        for entry in entries {
            if let fault = head.advance(over: entry) { return fault }
        }
        return nil
    }

    /// SHA-256 over the hash so far, as its 64 lower-case hexadecimal characters, and `bytes`.
    private func chained(_ bytes: [UInt8]) -> Digest {
        var digest = SHA256()
        digest.update(Array(hash.hex.utf8))
        digest.update(bytes)
        return digest.finalize()
    }
}

/// Why an entry is not the next of a chain.
package enum LedgerChainFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// An entry is missing, or stands twice or in another place.
    case notNext(expected: UInt64, found: UInt64)
    /// The entry, or one before it, is not what was hashed.
    case changed(number: UInt64, expected: Digest, found: Digest)

    package var description: String {
        switch self {
        case .notNext(let expected, let found):
            "entry \(expected) is missing, \(found) stands in its place"
        case .changed(let number, let expected, let found):
            "entry \(number) was changed: its hash is \(found.hex), its content gives "
                + expected.hex
        }
    }
}
