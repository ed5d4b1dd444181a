package import MeritJSON

/// How far a simulation is.
package struct SimulationProgress: Hashable, Sendable {
    package let phase: Phase
    package let done: Int
    /// What `done` comes to in the end; an estimate while rows are read.
    package let of: Int

    package enum Phase: String, Sendable {
        /// Touches and bindings come into memory.
        case reading
        case judging
    }

    /// `{"phase", "done", "of"}`.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("phase", phase.rawValue)
            writer.member("done", done)
            writer.member("of", of)
        }
    }
}

/// What a running simulation tells.
package enum SimulationEvent: Sendable {
    case progress(SimulationProgress)
    case finished(SimulationResult)
    case failed(SimulationFailure)
}
