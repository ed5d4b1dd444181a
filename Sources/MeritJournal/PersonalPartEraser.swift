package import MeritCore
import Synchronization

/// What an erasure did.
package struct ErasureReport: Hashable, Sendable {
    /// Personal parts that were blanked by this call.
    package var blanked = 0
    /// Records asked for that have no personal part, or whose part was blanked before.
    package var alreadyBlank = 0
    /// Segments that were written anew.
    package var segmentsRewritten = 0
    /// Records asked for that the journal does not have.
    package var unknown = 0
}

/// Blanks personal parts by writing the segments that hold them anew, one after the other. The
/// chain does not cover personal parts, so it still verifies; positions stay valid. Interrupted
/// anywhere, it can be made again with the same sequences and goes on where it stopped.
package enum PersonalPartEraser {
    /// Erases in a directory that nobody writes to. Takes the directory's lock meanwhile.
    package static func erase(
        _ sequences: some Swift.Sequence<Sequence>, disk: any Disk
    ) throws(JournalError) -> ErasureReport {
        try concerning(nil) { () throws(DiskError) in try disk.setLock(.exclusive) }
        defer { try? disk.setLock(.released) }
        let segments = try concerning(nil) { () throws(DiskError) in try disk.segments() }
        return try erase(Set(sequences), in: segments, disk: disk, faults: [])
    }

    /// `segments` are the first sequences of all segments, ascending; none of those that hold one
    /// of `sequences` is being written.
    static func erase(
        _ sequences: Set<Sequence>, in segments: [Sequence], disk: any Disk, faults: PlantedFaults
    ) throws(JournalError) -> ErasureReport {
        var report = ErasureReport()
        var found = 0
        let sorted = sequences.sorted()
        for (index, first) in segments.enumerated() {
            let next = index + 1 < segments.count ? segments[index + 1] : nil
            let wanted = sorted.filter { $0 >= first && next.map($0.isBefore) ?? true }
            guard !wanted.isEmpty else { continue }
            var erasure = SegmentErasure(wanted: Set(wanted), before: next)
            try erasure.run(first, disk: disk, faults: faults)
            report.blanked += erasure.blanked
            report.alreadyBlank += erasure.alreadyBlank
            report.segmentsRewritten += erasure.blanked > 0 ? 1 : 0
            found += erasure.blanked + erasure.alreadyBlank
        }
        report.unknown = sequences.count - found
        return report
    }
}

extension Sequence {
    fileprivate func isBefore(_ other: Sequence) -> Bool { self < other }
}

extension Journal {
    /// Blanks the personal parts of those of `sequences` that are durable when it is called. The
    /// caller has recorded why before, and calls again with the same ones after an interruption.
    package func erase(
        _ sequences: some Swift.Sequence<Sequence>
    ) async throws(JournalError) -> ErasureReport {
        let durable = durable.sequence
        let all = Set(sequences)
        // What is durable now lies in segments that are ended before the first of them is touched.
        guard await endActiveSegment() else {
            throw JournalError(
                .closed, "the journal is not open for writing", hint: "start the service again")
        }
        let segments = shared.withLock { $0.segments }
        let wanted = all.filter { $0 <= durable }
        let (disk, faults) = (disk, options.plantedFaults)
        let result = await withCheckedContinuation { continuation in
            helper.perform {
                continuation.resume(
                    returning: Result { () throws(JournalError) in
                        try PersonalPartEraser.erase(
                            wanted, in: segments, disk: disk, faults: faults)
                    })
            }
        }
        var report = try result.get()
        report.unknown += all.count - wanted.count
        return report
    }

    /// Returns true once no segment that has records now is open for writing, false where the
    /// journal is closing or has failed.
    private func endActiveSegment() async -> Bool {
        await withCheckedContinuation { continuation in
            let isOver = shared.withLock { shared in
                if shared.isOver || shared.isClosing { return true }
                shared.ending.append { continuation.resume(returning: $0) }
                shared.isAsleep = false
                return false
            }
            if isOver { continuation.resume(returning: false) } else { pipe.wake() }
        }
    }
}
