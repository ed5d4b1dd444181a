import Glibc

extension DiskFile {
    /// Writes all of `bytes`: calls that were interrupted or wrote less are continued. A call that
    /// writes nothing counts as a full disk.
    package func writeWhole(_ bytes: Span<UInt8>, at offset: UInt64) throws(DiskError) {
        var done = 0
        while done < bytes.count {
            let part = done
            let count = try uninterrupted { () throws(DiskError) in
                try write(bytes.extracting(part..<bytes.count), at: offset + UInt64(part))
            }
            guard count > 0 else { throw DiskError(.write, ENOSPC) }
            done += count
        }
    }

    /// Reads `count` bytes, fewer only where the file ends before.
    package func readWhole(_ count: Int, at offset: UInt64) throws(DiskError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let done = try readWhole(into: &bytes, at: offset)
        if done < count { bytes.removeLast(count - done) }
        return bytes
    }

    /// Fills `bytes` and returns how many were read, fewer only where the file ends before.
    package func readWhole(into bytes: inout [UInt8], at offset: UInt64) throws(DiskError) -> Int {
        var done = 0
        while done < bytes.count {
            let part = done
            let count = try uninterrupted { () throws(DiskError) in
                try read(into: &bytes, from: part, at: offset + UInt64(part))
            }
            if count == 0 { break }
            done += count
        }
        return done
    }
}
