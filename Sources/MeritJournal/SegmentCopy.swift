import MeritCore

/// A segment written anew beside the old one, synced, and then put in its place.
struct SegmentCopy {
    private static let chunkBytes = 256 << 10

    private let disk: any Disk
    private let name: String
    private let file: any DiskFile
    private var offset: UInt64 = 0

    /// Starts the copy under `name`, which no reader looks at, in place of an unfinished one.
    init(_ name: String, on disk: any Disk) throws(JournalError) {
        self.disk = disk
        self.name = name
        file = try concerning(name) { () throws(DiskError) in
            try disk.clear(name)
            return try disk.opened(name, .create)
        }
    }

    mutating func append(_ bytes: Span<UInt8>) throws(JournalError) {
        do {
            try file.writeWhole(bytes, at: offset)
        } catch {
            throw .of(error, file: name)
        }
        offset += UInt64(bytes.count)
    }

    /// Appends a range of a segment's bytes as they are.
    mutating func append(
        _ source: inout SegmentFile, _ range: Range<UInt64>
    ) throws(JournalError) {
        var place = range.lowerBound
        while place < range.upperBound {
            let count = min(Self.chunkBytes, Int(range.upperBound - place))
            let bytes = try source.bytes(count, at: place, limit: nil)
            guard bytes.count == count else {
                throw .damaged(source.name, at: place, "the file became shorter while it was read")
            }
            try append(bytes.span)
            place += UInt64(count)
        }
    }

    /// Makes the copy durable under its present name.
    func sync() throws(JournalError) {
        let file = file
        try concerning(name) { () throws(DiskError) in try file.sync() }
    }

    /// Puts the synced copy in the place of `final`, durably.
    func replace(_ final: String) throws(JournalError) {
        try concerning(final) { () throws(DiskError) in try disk.settle(name, as: final) }
    }
}
