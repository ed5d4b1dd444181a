/// Every key of the configuration: one place for the file, the environment, the flags and the
/// document that lists them (`Schemas/configuration.md`).
package struct ConfigurationKey: Sendable {
    /// `collector.listen`: the path of the key in the file.
    package let path: String
    let shape: Shape
    /// As it would be written in the file; nil where leaving it out has a meaning of its own.
    package let fallback: String?

    enum Shape: Sendable {
        case text
        case texts
        case number(ClosedRange<Int>)
        case choice([String])
    }

    static let all: [ConfigurationKey] = [
        .init(path: "collector.listen", shape: .text, fallback: "127.0.0.1:8080"),
        .init(path: "collector.public_url", shape: .text, fallback: nil),
        .init(path: "collector.destination_hosts", shape: .texts, fallback: ""),
        .init(path: "collector.fallback", shape: .text, fallback: nil),
        .init(
            path: "collector.durability", shape: .choice(["disk", "kernel"]), fallback: "disk"),
        .init(
            path: "collector.unrecorded", shape: .choice(["redirect", "refuse"]),
            fallback: "redirect"),
        .init(path: "collector.origins", shape: .texts, fallback: ""),
        .init(path: "collector.mini_programs", shape: .texts, fallback: ""),
        .init(path: "collector.event_loops", shape: .number(1...64), fallback: "1"),
        .init(path: "inbound.listen", shape: .text, fallback: "127.0.0.1:8082"),
        .init(path: "api.listen", shape: .text, fallback: "127.0.0.1:8081"),
        .init(path: "api.hosts", shape: .texts, fallback: "localhost, 127.0.0.1"),
        .init(
            path: "journal.space_for_traffic", shape: .number(0...(1 << 50)),
            fallback: "2147483648"),
        .init(
            path: "journal.space_for_inbound", shape: .number(0...(1 << 50)),
            fallback: "268435456"),
        .init(path: "wechat.app_id", shape: .text, fallback: nil),
        .init(path: "wecom.corp_id", shape: .text, fallback: nil),
        .init(path: "time_zone", shape: .text, fallback: "Asia/Shanghai"),
        .init(path: "day_start", shape: .text, fallback: "00:00"),
        .init(path: "month_start", shape: .number(1...28), fallback: "1"),
        .init(path: "identity.never_merge", shape: .texts, fallback: "click, visitor"),
        .init(path: "identity.shared_after", shape: .number(1...1_000), fallback: "3"),
    ]

    /// `MERIT_COLLECTOR_LISTEN`.
    package var environmentName: String {
        "MERIT_" + path.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
    }

    static func named(_ path: String) -> ConfigurationKey? { all.first { $0.path == path } }

    /// Environment variables of Merit that are no configuration keys.
    static let otherEnvironmentNames: Set = ["MERIT_API_KEY"]
}

extension ServiceConfiguration {
    /// Every key, as `Schemas/configuration.md` lists them.
    package static var keys: [ConfigurationKey] { ConfigurationKey.all }
}
