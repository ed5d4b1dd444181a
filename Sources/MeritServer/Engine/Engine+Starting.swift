import Glibc
import MeritIntake
import MeritWorker
import SystemPackage

extension Engine {
    /// Applies, judges and posts everything in the journal, and learns which webhook ids are used.
    /// Returns with the books up to date.
    func prepare() async throws(EngineError) {
        do throws(WorkerError) {
            try await worker.catchUp()
        } catch {
            throw .worker(error)
        }
        try checkBirth()
        do throws(Intake.LoadFault) {
            try intake.load()
        } catch {
            switch error {
            case .journal(let error): throw .journal(error)
            }
        }
    }

    /// A socket that a process left behind which ended without cleaning up. This process holds the
    /// directory's lock, so nobody listens there.
    func removeStaleSocket(_ path: String) throws(EngineError) {
        // Safe: the path is a terminated copy for the length of the call.
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw .directory(.opening(FilePath(path), Errno(rawValue: errno)))
        }
    }
}
