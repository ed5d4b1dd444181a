import MeritCore
import MeritJournal
import MeritLedger

/// Writes a month's files: each beside its place first, all of them durable, then under their
/// names. A power cut leaves whole files or none, and writing again ends in the same.
final class SealedWriter {
    private let folder: SealedFolder
    private let period: Period
    private let disk: RealDisk
    private var files: [SealedFile: Growing] = [:]

    private struct Growing {
        let file: any DiskFile
        var length: UInt64 = 0
    }

    /// Makes the folders where they are missing and removes what an interruption left.
    init(_ folder: SealedFolder, _ period: Period) throws(StoreError) {
        self.folder = folder
        self.period = period
        _ = try folder.open(folder.path, .createIfMissing)
        guard let disk = try folder.open(folder.folder(of: period), .createIfMissing) else {
            throw .io("\(folder.folder(of: period)) cannot be made")
        }
        self.disk = disk
        for file in SealedFile.allCases {
            let name = Self.growingName(file)
            files[file] = try folder.attempt(place(of: file)) { () throws(DiskError) in
                if try disk.names().contains(name) { try disk.remove(name) }
                return Growing(file: try disk.open(name, .create))
            }
        }
    }

    /// Appends to a file.
    func write(_ file: SealedFile, _ bytes: [UInt8]) throws(StoreError) {
        guard var growing = files[file] else { return }
        try folder.attempt(place(of: file)) { () throws(DiskError) in
            try growing.file.writeWhole(bytes.span, at: growing.length)
        }
        growing.length += UInt64(bytes.count)
        files[file] = growing
    }

    /// Puts every file in its place, durably. A file that stands there already stays; returned are
    /// those that hold other bytes than `summary` says.
    func finish(_ summary: SealedSummary) throws(StoreError) -> [SealedFile] {
        for (file, growing) in files {
            try folder.attempt(place(of: file)) { () throws(DiskError) in
                try growing.file.sync()
            }
        }
        var others: [SealedFile] = []
        for file in SealedFile.allCases {
            let there = try folder.mark(of: file, in: period)
            try folder.attempt(place(of: file)) { () throws(DiskError) in
                if there == nil {
                    try disk.rename(Self.growingName(file), to: file.rawValue)
                } else {
                    try disk.remove(Self.growingName(file))
                }
            }
            if let there, there != summary.files[file] { others.append(file) }
        }
        try folder.attempt(folder.folder(of: period)) { () throws(DiskError) in
            try disk.syncDirectory()
        }
        return others
    }

    private func place(of file: SealedFile) -> String {
        "\(folder.folder(of: period))/\(file.rawValue)"
    }

    private static func growingName(_ file: SealedFile) -> String { "\(file.rawValue).next" }
}
