import Glibc

/// A file of the file system. Its identity is its descriptor, which it closes when it goes.
final class RealFile: DiskFile {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = close(descriptor) }

    func read(
        into bytes: inout [UInt8], from start: Int, at offset: UInt64
    ) throws(DiskError) -> Int {
        guard start < bytes.count else { return 0 }
        // Safe: pread writes at most the count of the rebased rest of the array.
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
            return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset))
        }
        guard count >= 0 else { throw DiskError(.read, errno) }
        return count
    }

    func write(_ bytes: Span<UInt8>, at offset: UInt64) throws(DiskError) -> Int {
        // Safe: pwrite reads at most the count of the span, which outlives the call.
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
        }
        guard count >= 0 else { throw DiskError(.write, errno) }
        return count
    }

    func sync() throws(DiskError) {
        guard fdatasync(descriptor) == 0 else { throw DiskError(.sync, errno) }
    }

    func truncate(to count: UInt64) throws(DiskError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw DiskError(.truncate, errno) }
    }

    func length() throws(DiskError) -> UInt64 {
        var status = stat()
        // Safe: the call fills the structure and keeps no reference to it.
        guard unsafe fstat(descriptor, &status) == 0 else { throw DiskError(.examine, errno) }
        return UInt64(status.st_size)
    }
}
