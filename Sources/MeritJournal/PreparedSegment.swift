/// A file of written and synced zeros, ready to become a segment: writing to it later changes no
/// metadata, so that a sync costs one write.
struct PreparedSegment: Sendable {
    private static let chunk = [UInt8](repeating: 0, count: 256 << 10)
    /// Syncing in pieces keeps the writer's own syncs from waiting behind one long flush.
    private static let syncBytes = 2 << 20

    let name: String
    let file: any DiskFile
    let capacity: Int

    /// Makes the file; there is none of that name.
    static func make(
        _ name: String, capacity: Int, on disk: any Disk
    ) throws(DiskError) -> PreparedSegment {
        let file = try disk.opened(name, .create)
        var done = 0
        while done < capacity {
            let count = min(chunk.count, capacity - done)
            try file.writeWhole(chunk.span.extracting(0..<count), at: UInt64(done))
            done += count
            if done % syncBytes == 0 || done == capacity { try file.sync() }
        }
        return PreparedSegment(name: name, file: file, capacity: capacity)
    }
}

/// Where the writer gets files that were prepared ahead.
struct SegmentSupply: Sendable {
    /// The prepared file, where one is ready.
    let take: @Sendable () -> PreparedSegment?
    /// Asks for the next one, with at least so many bytes. Called once the file that was taken has
    /// its final name.
    let request: @Sendable (_ capacity: Int) -> Void

    /// Nothing is prepared ahead: the writer makes each file itself.
    static let none = SegmentSupply(take: { nil }, request: { _ in })
}
