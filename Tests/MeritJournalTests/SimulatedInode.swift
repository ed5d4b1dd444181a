import SeededRandom

/// A file of the simulated disk: what the page cache shows, what would survive a power cut, and
/// what was written since the last sync, sector by sector.
struct SimulatedInode: Sendable {
    static let sector = 512

    private(set) var cached: [UInt8] = []
    private(set) var durable: [UInt8] = []
    /// Every content each sector had since the last sync: any of them may be on the disk.
    private var pending: [Int: [[UInt8]]] = [:]
    private var pendingLengths: [Int] = []

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        if cached.count < offset + bytes.count {
            cached += [UInt8](repeating: 0, count: offset + bytes.count - cached.count)
            pendingLengths.append(cached.count)
        }
        cached.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        guard !bytes.isEmpty else { return }
        for sector in offset / Self.sector...(offset + bytes.count - 1) / Self.sector {
            pending[sector, default: []].append(content(of: sector))
        }
    }

    mutating func truncate(to count: Int) {
        if count < cached.count {
            cached.removeLast(cached.count - count)
        } else {
            cached += [UInt8](repeating: 0, count: count - cached.count)
        }
        pendingLengths.append(count)
    }

    /// What a successful sync does: all that is still marked dirty reaches the disk.
    mutating func sync() {
        for sector in pending.keys { persist(content(of: sector), sector) }
        resize(&durable, to: cached.count)
        pending.removeAll()
        pendingLengths.removeAll()
    }

    /// What a failed sync does: some sectors reach the disk, and all of them are marked clean, so
    /// that no later sync tries them again.
    mutating func failSync(_ random: inout SplitMix) {
        settle(&random)
    }

    /// What a power cut does.
    mutating func cut(_ random: inout SplitMix) {
        settle(&random)
        cached = durable
    }

    /// Changes bytes where nobody looks, as a decaying disk does.
    mutating func damage(at offset: Int, xor mask: UInt8) {
        cached[offset] ^= mask
        durable[offset] ^= mask
    }

    mutating func replace(with bytes: [UInt8]) {
        cached = bytes
        durable = bytes
        pending.removeAll()
        pendingLengths.removeAll()
    }

    private mutating func settle(_ random: inout SplitMix) {
        let lengths = pendingLengths + [durable.count]
        let length = lengths.randomElement(using: &random) ?? durable.count
        for sector in pending.keys.sorted() {
            guard random.happens(50), let versions = pending[sector] else { continue }
            if let version = versions.randomElement(using: &random) { persist(version, sector) }
        }
        resize(&durable, to: length)
        pending.removeAll()
        pendingLengths.removeAll()
    }

    private func content(of sector: Int) -> [UInt8] {
        let start = min(sector * Self.sector, cached.count)
        return Array(cached[start..<min(start + Self.sector, cached.count)])
    }

    private mutating func persist(_ content: [UInt8], _ sector: Int) {
        let start = sector * Self.sector
        if durable.count < start + content.count { resize(&durable, to: start + content.count) }
        durable.replaceSubrange(start..<start + content.count, with: content)
    }

    private func resize(_ bytes: inout [UInt8], to count: Int) {
        if count < bytes.count {
            bytes.removeLast(bytes.count - count)
        } else {
            bytes += [UInt8](repeating: 0, count: count - bytes.count)
        }
    }
}
