package import MeritCore
package import MeritIntake

/// What the API works with.
package struct APIParts: Sendable {
    let intake: Intake
    let settings: APISettings
    let health: @Sendable () -> [HealthPart]
    let tableCurrent: @Sendable (Sequence) async -> Void
    let catchUp: @Sendable () async -> Void

    /// `tableCurrent` returns when redirects go by everything up to that fact; `catchUp` when
    /// everything durable is applied, judged and posted. It is awaited before every request and
    /// after each that appended, single chunks of an import apart: the next request does it for
    /// those.
    package init(
        intake: Intake, settings: APISettings, health: @escaping @Sendable () -> [HealthPart],
        tableCurrent: @escaping @Sendable (Sequence) async -> Void,
        catchUp: @escaping @Sendable () async -> Void
    ) {
        self.intake = intake
        self.settings = settings
        self.health = health
        self.tableCurrent = tableCurrent
        self.catchUp = catchUp
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

    package init(publicURL: String?, destinationHosts: DestinationHosts, program: String) {
        self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.destinationHosts = destinationHosts
        self.program = program
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
