package import MeritJournal
package import MeritStore
package import MeritWorker

/// Why a data directory's books cannot be opened, and how to mend it.
package enum EngineError: Error, CustomStringConvertible {
    case directory(DataDirectoryError)
    case configuration(ConfigurationFaults)
    case journal(JournalError)
    case store(StoreError)
    case refused(JournalRefusal)
    case keys(String)
    case worker(WorkerError)

    package var description: String {
        switch self {
        case .directory(let error): error.description
        case .configuration(let faults): faults.description
        case .journal(let error): Self.text(error)
        case .store(let error): "\(error)\n\(error.hint)"
        case .refused(let refusal): "the journal refused: \(refusal.code)\n\(refusal.hint)"
        case .keys(let reason): "keys.json cannot be used: \(reason)"
        case .worker(let error): error.explanation
        }
    }

    private static func text(_ error: JournalError) -> String {
        let place = error.file.map { file in
            "\(file)\(error.offset.map { " at byte \($0)" } ?? ""): "
        }
        return "journal: \(place ?? "")\(error.detail)\n\(error.hint)"
    }
}
