import Glibc
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJournal
import MeritStore
import MeritToken
import MeritWorker
import SystemPackage

extension Engine {
    /// Whether everything that comes can be recorded.
    var canRecord: Bool { journal.state == .writing }

    /// Applies, judges and posts everything in the journal, and learns which webhook ids are used.
    /// Returns with the books up to date.
    func prepare() async throws(EngineError) {
        do throws(WorkerError) {
            try await worker.catchUp()
        } catch {
            throw .worker(error)
        }
        try checkBirth()
        try await tellKeys()
        do throws(Intake.LoadFault) {
            try intake.load()
        } catch {
            switch error {
            case .journal(let error): throw .journal(error)
            }
        }
    }

    /// `keys.json` changes before the fact that tells it: what a crash in between left untold is
    /// told now.
    private func tellKeys() async throws(EngineError) {
        let told = store.directory.keySlots
        let untold = keys.view.ring.keys.filter { told[$0.slot] != $0.state }
        guard !untold.isEmpty else { return }
        do throws(JournalRefusal) {
            let facts = untold.map { KeyChanged(slot: $0.slot, state: $0.state, actor: .system) }
            _ = try await recorder.record(all: facts, class: .inbound)
        } catch {
            throw .refused(error)
        }
        do throws(WorkerError) {
            try await worker.catchUp()
        } catch {
            throw .worker(error)
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
