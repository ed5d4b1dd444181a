import Foundation
import ProcessFixture
import Testing

/// A file system of its own for one test, unmounted when the value goes.
final class Mount {
    let path: String
    private let folder: TemporaryFolder
    private var isMounted = true

    /// A RAM disk of so many MiB.
    init(megabytes: Int) throws {
        folder = try TemporaryFolder("mount")
        path = folder.path
        try Shell.must(
            "mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", path])
    }

    /// An ext4 image on a loop device; the kernel writes nothing back by itself for a long time.
    init(image: String) throws {
        folder = try TemporaryFolder("mount")
        path = folder.path
        try Shell.must("mount", ["-o", "loop,commit=1000", image, path])
    }

    deinit { unmount() }

    func remount(_ options: String) throws {
        try Shell.must("mount", ["-o", "remount,\(options)", path])
    }

    func unmount() {
        if isMounted { _ = try? Shell.run("umount", ["-l", path]) }
        isMounted = false
    }

    /// Why there are no mounts here; nil where there are.
    static let unavailable: String? = {
        guard Surroundings.isRoot else { return "mounting needs root" }
        do {
            _ = try Mount(megabytes: 1)
            return nil
        } catch {
            return "mount -t tmpfs does not work here: \(error)"
        }
    }()

    /// What a skipped test says: that something is not tested, and why.
    static func notTested(_ reason: String?) -> Comment {
        "NOT TESTED on this machine: \(reason ?? "")"
    }

    /// Why there are no loop mounts here; nil where there are.
    static let loopUnavailable: String? = {
        if let unavailable { return unavailable }
        do {
            let folder = try TemporaryFolder("loop")
            let image = try DiskImage(in: folder, megabytes: 8)
            _ = try Mount(image: image.path)
            return nil
        } catch {
            return "mount -o loop does not work here: \(error)"
        }
    }()
}

/// The file behind a loop-mounted ext4: what the disk holds.
struct DiskImage {
    let path: String

    /// An empty file system.
    init(in folder: TemporaryFolder, megabytes: Int) throws {
        path = folder["disk-\(UUID().uuidString.prefix(8))"]
        try Shell.must("truncate", ["-s", "\(megabytes)M", path])
        try Shell.must(
            "mkfs.ext4", ["-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", path])
    }

    /// What is left of another disk after a power cut now.
    init(copyOf other: DiskImage, in folder: TemporaryFolder) throws {
        path = folder["disk-\(UUID().uuidString.prefix(8))"]
        try Shell.must("cp", ["--sparse=always", other.path, path])
    }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }
}
