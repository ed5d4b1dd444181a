import Configuration
package import MeritCore

/// The service's settings: flags before environment before file before defaults, all checked.
package struct ServiceConfiguration: Sendable {
    package var collector: Collector
    package var inbound: ListenAddress
    package var api: ListenAddress
    /// Hosts that the API answers for.
    package var apiHosts: [String]
    package var spaceForTraffic: UInt64
    package var spaceForInbound: UInt64
    package var mainAppID: String?
    package var mainCorpID: String?
    /// Taken at a directory's first start; facts from then on.
    package var birth: Birth

    package struct Collector: Sendable {
        package var listen: ListenAddress
        package var publicURL: String?
        package var destinationHosts: [String]
        package var fallback: String?
        package var durability: Durability
        package var unrecorded: Unrecorded
        package var origins: [String]
        package var miniPrograms: [String]
        package var eventLoops: Int
    }

    package enum Durability: String, Sendable { case disk, kernel }
    package enum Unrecorded: String, Sendable { case redirect, refuse }

    /// What a data directory is born with. Settings that a source names explicitly must agree with
    /// the directory's facts at every later start.
    package struct Birth: Sendable {
        package var timeZone: String
        package var dayStartMinutes: Int
        package var monthStart: Int
        package var neverMerge: [AliasKind]
        package var sharedAfter: UInt32
        /// The key paths among them that a source names.
        package var named: Set<String>

        static let paths: Set = [
            "time_zone", "day_start", "month_start", "identity.never_merge",
            "identity.shared_after",
        ]
    }

    /// Reads all sources. Throws every fault of all of them at once.
    package init(
        flags: [String: String] = [:], environment: [String: String] = [:], file: File? = nil
    ) throws(ConfigurationFaults) {
        let sources = [
            ConfigurationSource(flags: flags), ConfigurationSource(environment: environment),
            file.map { ConfigurationSource(yaml: $0.text, file: $0.name) }
                ?? ConfigurationSource(flags: [:]),
        ]
        var draft = ConfigurationDraft(sources)
        let value = Self(&draft)
        guard draft.faults.isEmpty else { throw ConfigurationFaults(faults: draft.faults) }
        self = value
    }

    package struct File: Sendable {
        package let name: String
        package let text: String
        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    private init(_ draft: inout ConfigurationDraft) {
        collector = Collector(
            listen: draft.address("collector.listen"),
            publicURL: draft.text("collector.public_url"),
            destinationHosts: draft.texts("collector.destination_hosts"),
            fallback: draft.text("collector.fallback"),
            durability: Durability(rawValue: draft.choice("collector.durability")) ?? .disk,
            unrecorded: Unrecorded(rawValue: draft.choice("collector.unrecorded")) ?? .redirect,
            origins: draft.texts("collector.origins"),
            miniPrograms: draft.texts("collector.mini_programs"),
            eventLoops: draft.number("collector.event_loops"))
        inbound = draft.address("inbound.listen")
        api = draft.address("api.listen")
        apiHosts = draft.texts("api.hosts")
        spaceForTraffic = UInt64(draft.number("journal.space_for_traffic"))
        spaceForInbound = UInt64(draft.number("journal.space_for_inbound"))
        mainAppID = draft.text("wechat.app_id")
        mainCorpID = draft.text("wecom.corp_id")
        birth = Birth(
            timeZone: draft.text("time_zone") ?? "", dayStartMinutes: draft.minutes("day_start"),
            monthStart: draft.number("month_start"),
            neverMerge: draft.aliasKinds("identity.never_merge"),
            sharedAfter: UInt32(draft.number("identity.shared_after")),
            named: draft.named.intersection(Birth.paths))
    }
}
