import Glibc
import MeritJournal
import Synchronization

/// The real disk, with syncs that wait for the test or fail when it says so, and with the free
/// space that it names.
final class ScriptedDisk: Disk {
    private struct Script {
        var free = UInt64.max
        var isFailing = false
    }

    private let disk: RealDisk
    private let script = Mutex(Script())
    private let gate = Gate()

    init(_ path: String) throws { disk = try RealDisk(directory: path) }

    /// From the next sync on, none returns before `release`.
    func hold() { gate.close() }
    func release() { gate.open() }

    func setFree(_ bytes: UInt64) { script.withLock { $0.free = bytes } }
    func fail() { script.withLock { $0.isFailing = true } }

    func names() throws(DiskError) -> [String] { try disk.names() }

    func open(_ name: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
        ScriptedFile(try disk.open(name, mode), self)
    }

    func rename(_ name: String, to newName: String) throws(DiskError) {
        try disk.rename(name, to: newName)
    }

    func remove(_ name: String) throws(DiskError) { try disk.remove(name) }
    func syncDirectory() throws(DiskError) { try disk.syncDirectory() }
    func freeBytes() throws(DiskError) -> UInt64 { script.withLock { $0.free } }
    func setLock(_ lock: DirectoryLock) throws(DiskError) { try disk.setLock(lock) }

    fileprivate func beforeSync() throws(DiskError) {
        gate.pass()
        if script.withLock({ $0.isFailing }) { throw DiskError(.sync, EIO) }
    }
}

private final class ScriptedFile: DiskFile {
    private let file: any DiskFile
    private let disk: ScriptedDisk

    init(_ file: any DiskFile, _ disk: ScriptedDisk) {
        self.file = file
        self.disk = disk
    }

    func read(into bytes: inout [UInt8], from start: Int, at offset: UInt64) throws(DiskError)
        -> Int
    {
        try file.read(into: &bytes, from: start, at: offset)
    }

    func write(_ bytes: Span<UInt8>, at offset: UInt64) throws(DiskError) -> Int {
        try file.write(bytes, at: offset)
    }

    func sync() throws(DiskError) {
        try disk.beforeSync()
        try file.sync()
    }

    func truncate(to count: UInt64) throws(DiskError) { try file.truncate(to: count) }
    func length() throws(DiskError) -> UInt64 { try file.length() }
}
