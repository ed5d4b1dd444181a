import MeritCore
package import MeritStore

/// Why a simulation came to no result.
package enum SimulationFailure: Error, Sendable {
    /// Whoever asked for it went away.
    case cancelled
    /// The store could not be read.
    case store(StoreError)
    /// More touches or aliases than one simulation holds.
    case tooLarge(touches: Int)
    /// No thread could be made.
    case thread(String)

    /// Published.
    package var code: String {
        switch self {
        case .cancelled: "simulation_cancelled"
        case .store: "store_unavailable"
        case .tooLarge: "simulation_too_large"
        case .thread: "simulation_failed"
        }
    }

    package var message: String {
        switch self {
        case .cancelled: "The simulation was ended before it was through."
        case .store(let error): "The store could not be read: \(error). \(error.hint)"
        case .tooLarge(let touches):
            "A simulation holds at most \(Simulation.touchesMax) touches; there are \(touches)."
        case .thread(let reason): "No thread could be made: \(reason)."
        }
    }
}
