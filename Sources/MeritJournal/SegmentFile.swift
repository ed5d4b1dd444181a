import MeritCore

/// A batch whose checksum agreed.
struct WholeBatch: Sendable {
    let header: BatchHeader
    let offset: UInt64
    /// The padded batch.
    let bytes: ArraySlice<UInt8>

    var end: UInt64 { offset + UInt64(header.paddedLength) }
}

/// A segment open for reading. Reads ahead, but never past a limit it is given, so that it holds
/// nothing that the writer may still change.
struct SegmentFile: Sendable {
    private static let readAheadBytes = 256 << 10

    let name: String
    let header: SegmentHeader
    let decoder: BatchDecoder
    private let file: any DiskFile
    private var window: [UInt8] = []
    private var windowStart: UInt64 = 0

    init(_ first: Sequence, on disk: any Disk, faults: PlantedFaults) throws(JournalError) {
        let name = SegmentName.segment(first)
        let file = try concerning(name) { () throws(DiskError) in try disk.opened(name, .read) }
        window = try concerning(name) { () throws(DiskError) in
            try file.readWhole(SegmentHeader.byteCount, at: 0)
        }
        self.name = name
        self.file = file
        header = try SegmentHeader(window, file: name)
        decoder = BatchDecoder(header, file: name, faults: faults)
    }

    func length() throws(JournalError) -> UInt64 {
        try concerning(name) { () throws(DiskError) in
            try uninterrupted { () throws(DiskError) in try file.length() }
        }
    }

    /// Up to `count` bytes from `offset` on, fewer where the file or `limit` ends before.
    mutating func bytes(
        _ count: Int, at offset: UInt64, limit: UInt64?
    ) throws(JournalError) -> ArraySlice<UInt8> {
        let allowed = limit.map { $0 > offset ? Int(min($0 - offset, UInt64(Int.max))) : 0 }
        let wanted = min(count, allowed ?? count)
        let inside = offset >= windowStart && offset - windowStart <= UInt64(window.count)
        if !inside || window.count - Int(offset - windowStart) < wanted {
            let ahead = max(count, Self.readAheadBytes)
            let file = file
            let total = min(ahead, allowed ?? ahead)
            window = try concerning(name) { () throws(DiskError) in
                try file.readWhole(total, at: offset)
            }
            windowStart = offset
        }
        let start = Int(offset - windowStart)
        return window[start..<min(start + wanted, window.count)]
    }

    /// The whole batch at `offset`, or nil where the file has none now, whatever was read ahead.
    mutating func batch(at offset: UInt64, limit: UInt64? = nil) throws(JournalError) -> WholeBatch?
    {
        if let batch = try batchInWindow(at: offset, limit: limit) { return batch }
        window = []
        return try batchInWindow(at: offset, limit: limit)
    }

    /// The same, by what was read ahead where that reaches.
    mutating func batchInWindow(
        at offset: UInt64, limit: UInt64? = nil
    ) throws(JournalError) -> WholeBatch? {
        let head = try bytes(BatchHeader.byteCount, at: offset, limit: limit)
        guard let claimed = BatchHeader(head, salt: header.salt, offset: offset) else { return nil }
        let all = try bytes(claimed.paddedLength, at: offset, limit: limit)
        guard let header = decoder.frame(all, at: offset) else { return nil }
        return WholeBatch(header: header, offset: offset, bytes: all)
    }
}
