import Glibc
import MeritCore
import SeededRandom
import Synchronization

@testable import MeritJournal

/// A disk in memory that forgets what was not synced, tears and reorders it by sectors of 512
/// bytes, forgets directory entries that were not synced, and fails on request. Everything random
/// comes from its seed.
final class SimulatedDisk: Disk {
    struct State {
        var random: SplitMix
        var inodes: [Int: SimulatedInode] = [:]
        /// The directory as processes see it, and as a power cut leaves it.
        var entries: [String: Int] = [:]
        var durableEntries: [String: Int] = [:]
        var changes: [Change] = []
        var nextInode = 1
        var isLocked = false
        /// Grows with each end of a process; files opened before are gone.
        var epoch = 0
        var plan = FaultPlan.none
        var calls = 0
        var callsByOperation: [DiskError.Operation: Int] = [:]
        var isDown = false
    }

    /// A change to the directory that no sync has made durable.
    enum Change: Sendable {
        case link(String, Int)
        case move(String, String, Int)
        case unlink(String)
    }

    let state: Mutex<State>
    /// Called before each sync of a file, so that a test can look or wait there.
    let beforeSync = Mutex<(@Sendable () -> Void)?>(nil)

    init(seed: UInt64) { state = Mutex(State(random: SplitMix(seed: seed))) }

    func names() throws(DiskError) -> [String] {
        try state.withLock { state throws(DiskError) in
            try state.call(.list)
            return state.entries.keys.shuffled(using: &state.random)
        }
    }

    func open(_ name: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
        let (inode, epoch) = try state.withLock { state throws(DiskError) in
            try state.call(.open)
            if let inode = state.entries[name] {
                guard mode != .create else { throw DiskError(.open, EEXIST) }
                return (inode, state.epoch)
            }
            guard mode == .create else { throw DiskError(.open, ENOENT) }
            let inode = state.nextInode
            state.nextInode += 1
            state.inodes[inode] = SimulatedInode()
            state.entries[name] = inode
            state.changes.append(.link(name, inode))
            return (inode, state.epoch)
        }
        return SimulatedFile(disk: self, inode: inode, epoch: epoch)
    }

    func rename(_ name: String, to newName: String) throws(DiskError) {
        try state.withLock { state throws(DiskError) in
            try state.call(.rename)
            guard let inode = state.entries.removeValue(forKey: name) else {
                throw DiskError(.rename, ENOENT)
            }
            state.entries[newName] = inode
            state.changes.append(.move(name, newName, inode))
        }
    }

    func remove(_ name: String) throws(DiskError) {
        try state.withLock { state throws(DiskError) in
            try state.call(.remove)
            guard state.entries.removeValue(forKey: name) != nil else {
                throw DiskError(.remove, ENOENT)
            }
            state.changes.append(.unlink(name))
        }
    }

    func syncDirectory() throws(DiskError) {
        try state.withLock { state throws(DiskError) in
            try state.call(.syncDirectory)
            state.durableEntries = state.entries
            state.changes.removeAll()
        }
    }

    func freeBytes() throws(DiskError) -> UInt64 {
        try state.withLock { state throws(DiskError) in
            try state.call(.examine)
            return UInt64(max(0, state.plan.capacity - state.usedBytes))
        }
    }

    func setLock(_ lock: DirectoryLock) throws(DiskError) {
        try state.withLock { state throws(DiskError) in
            if lock == .released {
                state.isLocked = false
                return
            }
            try state.call(.lock)
            guard !state.isLocked else { throw DiskError(.lock, EWOULDBLOCK) }
            state.isLocked = true
        }
    }
}

extension SimulatedDisk.State {
    var usedBytes: Int {
        entries.values.reduce(0) { $0 + (inodes[$1]?.cached.count ?? 0) }
    }

    /// Counts a call and fails it where the plan says so.
    mutating func call(_ operation: DiskError.Operation) throws(DiskError) {
        calls += 1
        callsByOperation[operation, default: 0] += 1
        if let crashAt = plan.crashAt, calls >= crashAt { isDown = true }
        if isDown { throw DiskError(operation, EIO) }
        for failure in plan.failures where failure.operation ?? operation == operation {
            let count = failure.operation.map { callsByOperation[$0, default: 0] } ?? calls
            let isHit = failure.span == .once ? count == failure.call : count >= failure.call
            if isHit { throw DiskError(operation, failure.number) }
        }
        let canBeInterrupted = operation != .sync && operation != .syncDirectory
        if canBeInterrupted, plan.interruptionPercent > 0, random.happens(plan.interruptionPercent)
        {
            throw DiskError(operation, EINTR)
        }
    }
}
