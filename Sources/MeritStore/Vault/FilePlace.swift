import MeritJournal

/// A file by the folder it lies in and its name there.
struct FilePlace {
    private let disk: RealDisk
    private let path: String
    private let name: String

    /// The folder must be there.
    init(_ path: String) throws(StoreError) {
        let folder: String
        if let slash = path.lastIndex(of: "/") {
            folder = slash == path.startIndex ? "/" : String(path[..<slash])
            name = String(path[path.index(after: slash)...])
        } else {
            folder = "."
            name = path
        }
        self.path = path
        do {
            disk = try RealDisk(directory: folder, creating: .mustExist)
        } catch {
            throw .io("\(folder): \(error.detail)")
        }
    }

    func exists() throws(StoreError) -> Bool {
        try attempt { () throws(DiskError) in try disk.names().contains(name) }
    }

    /// Makes the file, empty and readable for its owner alone, with a durable entry in its folder.
    func make() throws(StoreError) {
        try attempt { () throws(DiskError) in
            try disk.open(name, .create).sync()
            try disk.syncDirectory()
        }
    }

    /// Makes what was written durable.
    func sync() throws(StoreError) {
        try attempt { () throws(DiskError) in
            try disk.open(name, .update).sync()
            try disk.syncDirectory()
        }
    }

    private func attempt<Outcome>(
        _ body: () throws(DiskError) -> Outcome
    ) throws(StoreError) -> Outcome {
        do {
            return try body()
        } catch {
            throw .io("\(path): \(error)")
        }
    }
}
