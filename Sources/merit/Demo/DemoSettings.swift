import MeritServer

/// Settings that a demo's links need.
enum DemoSettings {
    static let hosts = DemoRetailer.destinationHosts + ["localhost", "127.0.0.1"]
    static let fallback = "https://mall.example/"

    /// The same for `merit serve --config`.
    static let file = """
        collector:
          destination_hosts: [\(hosts.joined(separator: ", "))]
          fallback: \(fallback)

        """
}
