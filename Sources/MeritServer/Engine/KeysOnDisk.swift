import MeritIdentity
import MeritIntake
import MeritJSON
import SystemPackage

/// `keys.json`: read once at start, replaced whole at every change.
struct KeysOnDisk: Sendable {
    let path: FilePath

    /// Nil where there is none.
    func read() throws(DataDirectoryError) -> KeyFile? {
        let bytes: [UInt8]?
        do throws(Errno) {
            bytes = try DurableFile.read(path)
        } catch {
            throw .opening(path, error)
        }
        guard let bytes else { return nil }
        do throws(JSONFaults) {
            return try KeyFile(parsing: bytes)
        } catch {
            let faults = error.faults.map {
                $0.pointer.isEmpty ? $0.message : "\($0.pointer): \($0.message)"
            }
            throw .file(
                path, faults.joined(separator: "; "),
                hint: "Restore keys.json from its backup; links and click ids depend on it.")
        }
    }

    /// Makes new keys, and keeps them before it returns them.
    func make() throws(DataDirectoryError) -> KeyFile {
        var generator = SystemRandomNumberGenerator()
        let file = KeyFile(using: &generator)
        if case .failed(let reason) = keep(file) {
            throw .file(path, reason, hint: "Make the data directory writable.")
        }
        return file
    }

    func keep(_ file: KeyFile) -> KeyHolder.Persistence {
        do throws(Errno) {
            try DurableFile.replace(path, with: file.json)
            return .kept
        } catch {
            return .failed("\(error)")
        }
    }
}
