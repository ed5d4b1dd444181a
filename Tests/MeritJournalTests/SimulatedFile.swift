import Glibc
import SeededRandom
import Synchronization

@testable import MeritJournal

/// A file opened on the simulated disk by one process. Its identity is the inode.
final class SimulatedFile: DiskFile {
    private let disk: SimulatedDisk
    private let inode: Int
    private let epoch: Int

    init(disk: SimulatedDisk, inode: Int, epoch: Int) {
        self.disk = disk
        self.inode = inode
        self.epoch = epoch
    }

    func read(
        into bytes: inout [UInt8], from start: Int, at offset: UInt64
    ) throws(DiskError) -> Int {
        let wanted = bytes.count - start
        let found = try file(.read) { state, node -> [UInt8] in
            let from = min(Int(offset), node.cached.count)
            var count = min(wanted, node.cached.count - from)
            if count > 1, state.random.happens(state.plan.shortWritePercent) {
                count = Int.random(in: 1...count, using: &state.random)
            }
            return Array(node.cached[from..<from + count])
        }
        bytes.replaceSubrange(start..<start + found.count, with: found)
        return found.count
    }

    func write(_ bytes: Span<UInt8>, at offset: UInt64) throws(DiskError) -> Int {
        // Safe: the bytes are copied before the span ends.
        let source = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
        return try file(.write) { state, node throws(DiskError) -> Int in
            var count = source.count
            if count > 1, state.random.happens(state.plan.shortWritePercent) {
                count = Int.random(in: 1..<count, using: &state.random)
            }
            let growth = max(0, Int(offset) + count - node.cached.count)
            let room = state.plan.capacity - state.usedBytes
            if growth > room {
                count -= growth - max(0, room)
                guard count > 0 else { throw DiskError(.write, ENOSPC) }
            }
            node.write(Array(source.prefix(count)), at: Int(offset))
            return count
        }
    }

    func sync() throws(DiskError) {
        disk.beforeSync.withLock { $0 }?()
        try disk.state.withLock { state throws(DiskError) in
            try check(state)
            do throws(DiskError) {
                try state.call(.sync)
            } catch {
                if !state.isDown { state.inodes[inode]?.failSync(&state.random) }
                throw error
            }
            state.inodes[inode]?.sync()
        }
    }

    func truncate(to count: UInt64) throws(DiskError) {
        try file(.truncate) { _, node in node.truncate(to: Int(count)) }
    }

    func length() throws(DiskError) -> UInt64 {
        try file(.examine) { _, node in UInt64(node.cached.count) }
    }

    private func check(_ state: SimulatedDisk.State) throws(DiskError) {
        guard state.epoch == epoch, state.inodes[inode] != nil else {
            throw DiskError(.examine, EBADF)
        }
    }

    private func file<Value: Sendable>(
        _ operation: DiskError.Operation,
        _ body: (inout SimulatedDisk.State, inout SimulatedInode) throws(DiskError) -> Value
    ) throws(DiskError) -> Value {
        try disk.state.withLock { state throws(DiskError) in
            try check(state)
            // A write that the power cut interrupts may still have reached the page cache.
            let wasDown = state.isDown
            do throws(DiskError) {
                try state.call(operation)
            } catch {
                let isTorn = operation == .write && state.isDown && !wasDown
                guard isTorn, var node = state.inodes[inode] else { throw error }
                _ = try body(&state, &node)
                state.inodes[inode] = node
                throw error
            }
            guard var node = state.inodes[inode] else { throw DiskError(operation, EBADF) }
            defer { state.inodes[inode] = node }
            return try body(&state, &node)
        }
    }
}
