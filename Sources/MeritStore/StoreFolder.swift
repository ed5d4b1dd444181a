import Glibc
import MeritJournal

/// The folder of store generations: `N/merit.db` for each, and `CURRENT`, which names the one in
/// use.
///
/// A generation becomes current only by replacing `CURRENT`; a database is never renamed, because
/// a `-wal` that another one left behind would be taken for its own.
struct StoreFolder: Sendable {
    let path: String
    private let disk: RealDisk

    static let pointer = "CURRENT"
    private static let nextPointer = "CURRENT.next"
    static let databaseName = "merit.db"

    /// Opens the folder; a missing one is made (0700) or refused with `noStore`.
    init(_ path: String, creating: DirectoryCreation) throws(StoreError) {
        self.path = path
        do {
            disk = try RealDisk(directory: path, creating: creating)
        } catch {
            if creating == .mustExist, !Self.exists(path) { throw .noStore }
            throw .io("\(path): \(error.detail)")
        }
    }

    /// The generation that `CURRENT` names; nil where there is none.
    func current() throws(StoreError) -> Int? {
        let names = try list()
        guard names.contains(Self.pointer) else { return nil }
        let bytes = try attempt(Self.pointer) { () throws(DiskError) in
            let file = try disk.open(Self.pointer, .read)
            var bytes = [UInt8](repeating: 0, count: 32)
            let count = try file.read(into: &bytes, from: 0, at: 0)
            return Array(bytes.prefix(count))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasSuffix("\n"), let number = Int(text.dropLast()), number > 0 else {
            throw .damaged("\(path)/\(Self.pointer) names no generation")
        }
        return number
    }

    /// All generations there are, whole or not, rising.
    func generations() throws(StoreError) -> [Int] {
        try list().compactMap { name in
            guard let number = Int(name), number > 0, "\(number)" == name else { return nil }
            return number
        }.sorted()
    }

    /// Makes the folder of a generation, empty and durable.
    func make(_ generation: Int) throws(StoreError) {
        do {
            _ = try RealDisk(directory: folder(of: generation), creating: .createIfMissing)
        } catch {
            throw .io("\(folder(of: generation)): \(error.detail)")
        }
    }

    /// From when it returns on, `generation` is the current one, a power cut included.
    func makeCurrent(_ generation: Int) throws(StoreError) {
        try attempt(Self.pointer) { () throws(DiskError) in
            let file = try disk.open(Self.nextPointer, .create)
            let text = Array("\(generation)\n".utf8)
            var written = 0
            while written < text.count {
                written += try file.write(
                    text.span.extracting(written...), at: UInt64(written))
            }
            try file.sync()
            try disk.rename(Self.nextPointer, to: Self.pointer)
            try disk.syncDirectory()
        }
    }

    /// Removes a generation's files and folder; one that is not there is no fault.
    func remove(_ generation: Int) throws(StoreError) {
        let folder = folder(of: generation)
        guard Self.exists(folder) else { return }
        do {
            let disk = try RealDisk(directory: folder, creating: .mustExist)
            for name in try disk.names() { try disk.remove(name) }
        } catch {
            throw .io("\(folder): \(error)")
        }
        // Safe: the path is copied for the call.
        guard unsafe rmdir(folder) == 0 else { throw .io("\(folder): error \(errno)") }
    }

    /// Whether the generation has a database.
    func holds(_ generation: Int) -> Bool { Self.exists(databasePath(of: generation)) }

    func databasePath(of generation: Int) -> String {
        "\(folder(of: generation))/\(Self.databaseName)"
    }

    private func folder(of generation: Int) -> String { "\(path)/\(generation)" }

    private static func exists(_ path: String) -> Bool {
        // Safe: the path is copied for the call.
        unsafe access(path, F_OK) == 0
    }

    private func list() throws(StoreError) -> [String] {
        try attempt("") { () throws(DiskError) in try disk.names() }
    }

    private func attempt<Outcome>(
        _ name: String, _ body: () throws(DiskError) -> Outcome
    ) throws(StoreError) -> Outcome {
        do {
            return try body()
        } catch {
            throw .io("\(path)/\(name): \(error)")
        }
    }
}
