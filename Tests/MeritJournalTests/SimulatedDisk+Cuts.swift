import SeededRandom
import Synchronization

@testable import MeritJournal

extension SimulatedDisk {
    /// The power fails: of everything that was not synced, any part may be left.
    func cutPower() {
        state.withLock { state in
            for inode in state.inodes.keys.sorted() {
                state.inodes[inode]?.cut(&state.random)
            }
            for change in state.changes where state.random.happens(50) {
                switch change {
                case .link(let name, let inode): state.durableEntries[name] = inode
                case .move(let old, let new, let inode):
                    if state.durableEntries[old] == inode { state.durableEntries[old] = nil }
                    state.durableEntries[new] = inode
                case .unlink(let name): state.durableEntries[name] = nil
                }
            }
            state.changes.removeAll()
            state.entries = state.durableEntries
            let used = Set(state.entries.values)
            state.inodes = state.inodes.filter { used.contains($0.key) }
        }
        kill()
    }

    /// The process ends at once; the page cache stays as it is.
    func kill() {
        state.withLock { state in
            state.epoch += 1
            state.isLocked = false
            state.isDown = false
            state.plan = .none
        }
    }

    /// Sets what goes wrong from now on and counts calls from 0 again.
    func plan(_ plan: FaultPlan) {
        state.withLock { state in
            state.plan = plan
            state.calls = 0
            state.callsByOperation.removeAll()
        }
    }

    var calls: Int { state.withLock { $0.calls } }

    /// Calls of one kind since the plan was set.
    func calls(_ operation: DiskError.Operation) -> Int {
        state.withLock { $0.callsByOperation[operation] ?? 0 }
    }

    // MARK: Files as a whole

    func content(_ name: String) -> [UInt8]? {
        state.withLock { state in state.entries[name].flatMap { state.inodes[$0]?.cached } }
    }

    /// Puts a durable file in place.
    func put(_ name: String, _ bytes: [UInt8]) {
        state.withLock { state in
            var inode = SimulatedInode()
            inode.replace(with: bytes)
            state.inodes[state.nextInode] = inode
            state.entries[name] = state.nextInode
            state.durableEntries[name] = state.nextInode
            state.nextInode += 1
        }
    }

    /// A durable file vanishes.
    func lose(_ name: String) {
        state.withLock { state in
            state.entries[name] = nil
            state.durableEntries[name] = nil
        }
    }

    /// Changes one byte of a file as a decaying disk does.
    func damage(_ name: String, at offset: Int, xor mask: UInt8 = 1) {
        state.withLock { state in
            guard let inode = state.entries[name] else { return }
            state.inodes[inode]?.damage(at: offset, xor: mask)
        }
    }

    var fileNames: [String] { state.withLock { $0.entries.keys.sorted() } }

    /// All files, for a disk that starts with the same content.
    var files: [String: [UInt8]] {
        state.withLock { state in
            state.entries.compactMapValues { state.inodes[$0]?.cached }
        }
    }

    convenience init(seed: UInt64, files: [String: [UInt8]]) {
        self.init(seed: seed)
        for name in files.keys.sorted() { put(name, files[name] ?? []) }
    }
}
