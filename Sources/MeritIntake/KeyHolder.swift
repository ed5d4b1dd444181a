package import MeritIdentity
import Synchronization

/// The keys in use. Its identity is the data directory's `keys.json`: whoever reads or changes keys
/// in this process does it here. A change is kept durably before anybody sees it.
package final class KeyHolder: Sendable {
    /// What became of the attempt to keep changed keys.
    package enum Persistence: Sendable {
        case kept
        /// Not kept; the reason is for operators.
        case failed(String)
    }

    /// Why keys were not changed.
    package enum ChangeFault<Refusal: Error>: Error {
        case refused(Refusal)
        case unusable(KeyView.Fault)
        case notKept(String)
    }

    private struct State {
        var file: KeyFile
        var view: KeyView
    }

    private let state: Mutex<State>
    private let apps: IdentityApps
    private let persist: @Sendable (KeyFile) -> Persistence

    /// `persist` answers `.kept` only when the file would survive a power cut.
    package init(
        _ file: KeyFile, apps: IdentityApps,
        persist: @escaping @Sendable (KeyFile) -> Persistence
    ) throws(KeyView.Fault) {
        state = Mutex(State(file: file, view: try KeyView(file, apps: apps, version: 1)))
        self.apps = apps
        self.persist = persist
    }

    /// The keys as they stand; holds secrets.
    package var file: KeyFile { state.withLock { $0.file } }

    /// The keys as the doors use them.
    package var view: KeyView { state.withLock { $0.view } }

    /// Replaces the keys by what `change` makes of them, one change at a time: kept first, then
    /// visible. Nothing changes where it throws.
    package func update<Refusal: Error>(
        _ change: (KeyFile) throws(Refusal) -> KeyFile
    ) throws(ChangeFault<Refusal>) {
        let result = state.withLock { state -> Result<Void, ChangeFault<Refusal>> in
            let file: KeyFile
            do throws(Refusal) {
                file = try change(state.file)
            } catch {
                return .failure(.refused(error))
            }
            let view: KeyView
            do throws(KeyView.Fault) {
                view = try KeyView(file, apps: apps, version: state.view.version + 1)
            } catch {
                return .failure(.unusable(error))
            }
            if case .failed(let reason) = persist(file) { return .failure(.notKept(reason)) }
            state = State(file: file, view: view)
            return .success(())
        }
        try result.get()
    }
}
