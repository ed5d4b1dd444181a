/// The journal's door to its directory, with the meaning of the system calls it stands for: a
/// change to the directory is durable after `syncDirectory`, a change to a file after its `sync`.
/// Implementations: `RealDisk`, and the simulated disk of the tests.
package protocol Disk: Sendable {
    /// The names of all files in the directory, in any order.
    func names() throws(DiskError) -> [String]
    func open(_ name: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile
    /// Atomic; replaces a file that has the new name.
    func rename(_ name: String, to newName: String) throws(DiskError)
    func remove(_ name: String) throws(DiskError)
    func syncDirectory() throws(DiskError)
    /// Bytes that this process may still use on the file system.
    func freeBytes() throws(DiskError) -> UInt64
    /// Takes or releases the lock that one process can hold on the directory.
    func setLock(_ lock: DirectoryLock) throws(DiskError)
}

package enum OpenMode: Hashable, Sendable {
    case read
    /// Reads and writes what is there.
    case update
    /// Makes the file; fails with EEXIST where there is one, so that nobody shares it unawares.
    case create
}

package enum DirectoryLock: Hashable, Sendable {
    case exclusive
    case released
}

/// An open file; it is closed with its last reference. Offsets and counts are bytes.
package protocol DiskFile: AnyObject, Sendable {
    /// Fills `bytes` from index `start` on; returns how many were read, 0 at the end of the file.
    func read(into bytes: inout [UInt8], from start: Int, at offset: UInt64) throws(DiskError)
        -> Int
    /// Returns how many bytes were written, which may be fewer than given.
    func write(_ bytes: Span<UInt8>, at offset: UInt64) throws(DiskError) -> Int
    /// When it returns, everything written before survives a power cut. When it throws, nothing is
    /// known about what was written, and a second call proves nothing.
    func sync() throws(DiskError)
    func truncate(to count: UInt64) throws(DiskError)
    func length() throws(DiskError) -> UInt64
}
