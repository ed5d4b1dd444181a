import Synchronization

/// Prepares the next segment, usually on the thread `journal-prep`, while the writer writes the
/// present one. Its identity is the one file that is ready or being prepared.
///
/// Every file it makes has a name and an inode of its own: what was handed to the writer is never
/// touched again.
final class SegmentPreparation: Sendable {
    private struct State {
        var ready: PreparedSegment?
        var isPreparing = false
        var started = 0
    }

    private let state = Mutex(State())
    private let disk: any Disk
    private let perform: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// `perform` does a job elsewhere, or at once.
    init(
        disk: any Disk, perform: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
    ) {
        self.disk = disk
        self.perform = perform
    }

    var supply: SegmentSupply {
        SegmentSupply(
            take: { [self] in
                state.withLock { state in
                    defer { state.ready = nil }
                    return state.ready
                }
            },
            request: { [self] capacity in
                guard let name = start() else { return }
                perform { [self] in try? prepare(name, capacity) }
            })
    }

    /// Prepares the first segment before the journal opens, so that a directory that can't be
    /// written is noticed then. A full disk is no error here: decisions may still fit.
    func prepareFirst(_ capacity: Int) throws(JournalError) {
        guard let name = start() else { return }
        do {
            try prepare(name, capacity)
        } catch  where !error.isFull {
            throw .of(error, file: name)
        } catch {}
    }

    /// Removes the file that is ready. For the end of a run, when nothing is being prepared.
    func clear() {
        let ready = state.withLock { state in
            defer { state.ready = nil }
            return state.ready
        }
        if let ready { try? disk.clear(ready.name) }
    }

    /// The name for the next file; nil where one is ready or on its way.
    private func start() -> String? {
        state.withLock { state in
            guard state.ready == nil, !state.isPreparing else { return nil }
            state.isPreparing = true
            state.started += 1
            return SegmentName.prepared("ahead", state.started)
        }
    }

    /// Where this fails the writer prepares its segment itself, and meets the error.
    private func prepare(_ name: String, _ capacity: Int) throws(DiskError) {
        do throws(DiskError) {
            let prepared = try PreparedSegment.make(name, capacity: capacity, on: disk)
            state.withLock { state in
                state.ready = prepared
                state.isPreparing = false
            }
        } catch {
            try? disk.clear(name)
            state.withLock { $0.isPreparing = false }
            throw error
        }
    }
}
