import MeritCore
import MeritCrypto

/// The chain value after a batch: SHA-256 of the value before it, node, run, first sequence and
/// number of records, and of every record's two lengths and public part, in order. Personal parts
/// enter through their hashes only, so blanking them leaves the chain as it is.
struct ChainLink: ~Copyable {
    private var hash = SHA256()

    init(after chain: Digest, node: NodeNumber, run: RunID, first: Sequence, count: Int) {
        var bytes = [UInt8](repeating: 0, count: 62)
        bytes.store(chain, at: 0)
        bytes.store(node.value, at: 32)
        bytes.store(run.high, at: 34)
        bytes.store(run.low, at: 42)
        bytes.store(first.value, at: 50)
        bytes.store(UInt32(count), at: 58)
        hash.update(bytes.span)
    }

    /// `record` holds the record's lengths and its public part.
    mutating func add(_ record: Span<UInt8>) { hash.update(record) }

    var value: Digest { hash.finalize() }
}
