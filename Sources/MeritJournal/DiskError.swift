import Glibc

/// A system call that failed: which one, and its error number.
package struct DiskError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Operation: String, Sendable {
        case list, open, read, write, sync, truncate, rename, remove, lock
        case syncDirectory = "directory sync"
        case examine
    }

    package let operation: Operation
    package let number: Int32

    package init(_ operation: Operation, _ number: Int32) {
        self.operation = operation
        self.number = number
    }

    package var isInterruption: Bool { number == EINTR }
    package var isFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }

    package var description: String {
        // Safe: strerror returns a terminated string that is copied before the next call.
        let text = unsafe String(cString: strerror(number))
        return "\(operation.rawValue) failed: \(text) (error \(number))"
    }

    /// What it means for a journal, and what an operator can do.
    var meaning: (JournalError.Code, String) {
        switch (operation, number) {
        case (.lock, EWOULDBLOCK):
            (.locked, "another process has this journal open; stop it first")
        case (_, ENOENT), (_, ENOTDIR):
            (.missingDirectory, "check the path, or restore the journal from a backup")
        case (_, EACCES), (_, EPERM):
            (.noPermission, "give the service's user read and write access")
        case (_, EROFS):
            (.readOnly, "the file system is read-only; check it and mount it for writing")
        case (_, ENOSPC), (_, EDQUOT), (_, EFBIG):
            (.full, "free space on the disk that holds the journal")
        default:
            (.inputOutput, "check the disk and the system's log, then start again")
        }
    }
}
