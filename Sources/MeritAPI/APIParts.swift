package import MeritCore
package import MeritIntake
package import MeritQRCode

/// What the API works with.
package struct APIParts: Sendable {
    let intake: Intake
    let settings: APISettings
    let process: APIProcess
    /// Draws QR codes; nil where the build has none.
    let codes: QRCodeEncoder?
    let simulations = SimulationTurns()

    package init(
        intake: Intake, settings: APISettings, process: APIProcess,
        codes: QRCodeEncoder? = .built
    ) {
        self.intake = intake
        self.settings = settings
        self.process = process
        self.codes = codes
    }
}

/// What the API asks of the process around it.
package struct APIProcess: Sendable {
    let health: @Sendable () -> [HealthPart]
    let tableCurrent: @Sendable (Sequence) async -> Void
    let catchUp: @Sendable () async -> Void
    let settled: @Sendable () async -> Void
    let zoneOffsets: @Sendable (_ zone: String) -> [BusinessCalendar.Offset]?
    let metrics: @Sendable () async -> APIMetrics

    /// `tableCurrent` returns when redirects go by everything up to that fact; `settled` when
    /// everything that was durable before is applied, judged and posted, and what is closed is
    /// sealed. `catchUp` is as `settled`, and is awaited before every request and after each that
    /// appended, single chunks of an import apart: the next request does it for those; where a
    /// worker runs for itself it returns at once. `zoneOffsets` is nil for an unknown time zone.
    /// `metrics` tells everything as it stands at the call.
    package init(
        health: @escaping @Sendable () -> [HealthPart],
        tableCurrent: @escaping @Sendable (Sequence) async -> Void,
        catchUp: @escaping @Sendable () async -> Void,
        settled: @escaping @Sendable () async -> Void,
        zoneOffsets: @escaping @Sendable (_ zone: String) -> [BusinessCalendar.Offset]?,
        metrics: @escaping @Sendable () async -> APIMetrics
    ) {
        self.health = health
        self.tableCurrent = tableCurrent
        self.catchUp = catchUp
        self.settled = settled
        self.zoneOffsets = zoneOffsets
        self.metrics = metrics
    }
}

/// Metrics, ready to be sent.
package struct APIMetrics: Sendable {
    let text: String
    /// The media type, with its version.
    let type: String

    package init(text: String, type: String) {
        self.text = text
        self.type = type
    }
}

/// What the API needs of the configuration.
package struct APISettings: Hashable, Sendable {
    /// `collector.public_url`, without a slash at its end; nil where none is set.
    let publicURL: String?
    /// `collector.destination_hosts`: links may lead there and nowhere else.
    let destinationHosts: DestinationHosts
    /// Name and version, for exports.
    let program: String
    /// The path of the directory in which closed months lie.
    let sealedFolder: String

    package init(
        publicURL: String?, destinationHosts: DestinationHosts, program: String,
        sealedFolder: String
    ) {
        self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.destinationHosts = destinationHosts
        self.program = program
        self.sealedFolder = sealedFolder
    }
}

/// How one part of the service fares.
package struct HealthPart: Hashable, Sendable {
    let name: String
    let state: State
    let detail: String

    package enum State: String, Sendable {
        case ready
        case failing
    }

    package init(name: String, state: State, detail: String) {
        self.name = name
        self.state = state
        self.detail = detail
    }
}
