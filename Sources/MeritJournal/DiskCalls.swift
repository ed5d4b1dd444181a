import MeritCore

/// Makes a call again as long as signals interrupt it. Not for syncs: what an interrupted sync left
/// behind is unknown, so it counts as failed.
func uninterrupted<Value>(_ call: () throws(DiskError) -> Value) throws(DiskError) -> Value {
    while true {
        do {
            return try call()
        } catch  where error.isInterruption {
            continue
        }
    }
}

/// Makes calls that concern `file`, and says so where one fails.
func concerning<Value>(
    _ file: String?, _ calls: () throws(DiskError) -> Value
) throws(JournalError) -> Value {
    do {
        return try calls()
    } catch {
        throw .of(error, file: file)
    }
}

extension Disk {
    /// Opens `name`, interrupted or not.
    func opened(_ name: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
        try uninterrupted { () throws(DiskError) in try open(name, mode) }
    }

    /// Removes `name` where it is there.
    func clear(_ name: String) throws(DiskError) {
        try uninterrupted { () throws(DiskError) in
            if try names().contains(name) { try remove(name) }
        }
    }

    /// Gives a synced file its final name, durably.
    func settle(_ name: String, as final: String) throws(DiskError) {
        try uninterrupted { () throws(DiskError) in try rename(name, to: final) }
        try syncDirectory()
    }

    /// First sequences of all segments, ascending.
    func segments() throws(DiskError) -> [Sequence] {
        try uninterrupted { () throws(DiskError) in try names() }
            .compactMap(SegmentName.first(ofSegment:)).sorted()
    }
}
