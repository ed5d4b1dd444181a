/// Watches the free space of the journal's disk and says which classes may be recorded.
struct SpaceGauge: Sendable {
    /// Bytes and commits after which the file system is asked again while there is enough.
    private static let bytesBetween = 4 << 20
    private static let commitsBetween = 64

    private let trafficMark: UInt64
    private let inboundMark: UInt64
    private var free: UInt64 = .max
    private var bytes = Int.max
    private var commits = 0

    init(_ options: JournalOptions) {
        trafficMark = options.trafficSpaceMark
        inboundMark = options.inboundSpaceMark
    }

    func admits(_ class: SubmissionClass) -> Bool {
        switch `class` {
        case .traffic: free >= trafficMark
        case .inbound: free >= inboundMark
        case .decision: true
        }
    }

    /// Asks the disk when it is due. An answer that can't be had leaves the last one in force: the
    /// write itself will tell.
    mutating func refresh(before count: Int, on disk: any Disk) {
        commits += 1
        let isDue =
            bytes >= Self.bytesBetween || commits >= Self.commitsBetween || !admits(.traffic)
        bytes = isDue ? count : bytes + count
        guard isDue else { return }
        commits = 0
        if let answer = try? disk.freeBytes() { free = answer }
    }
}
