/// The hosts that links may lead to. Closed when empty.
///
/// An entry is `[http://]HOST[:PORT]`:
/// - `mall.example` allows that host over `https` on port 443;
/// - `.mall.example` allows every host below it, at any depth, not `mall.example` itself;
/// - `mall.example:8443` allows that port and no other;
/// - `http://old.mall.example` allows plain `http` as well (port 80, or the one named);
/// - this machine (`localhost`, `127.0.0.1`, `[::1]`), where listed without a port, is allowed over
///   both schemes on every port: nobody but its own developer can be sent there.
public struct DestinationHosts: Hashable, Sendable {
    /// As given.
    public let entries: [String]
    private let exact: [String: [Rule]]
    private let suffixes: [Suffix]

    /// Nothing is allowed.
    public static let none = DestinationHosts()

    private struct Rule: Hashable {
        /// The scheme's default where nil.
        let port: UInt16?
        let isPlainTextAllowed: Bool
    }

    private struct Suffix: Hashable {
        /// With its leading dot.
        let text: String
        let rule: Rule
    }

    /// An entry that is not of the form above.
    public struct Fault: Error, Hashable, Sendable {
        public let entry: String
        public init(entry: String) { self.entry = entry }
        public var message: String {
            "“\(entry)” is no host: write mall.example, .mall.example, mall.example:8443 or "
                + "http://mall.example"
        }
    }

    private init() {
        entries = []
        exact = [:]
        suffixes = []
    }

    public init(_ entries: [String]) throws(Fault) {
        var exact: [String: [Rule]] = [:]
        var suffixes: [Suffix] = []
        for entry in entries {
            let isPlainTextAllowed = entry.lowercased().hasPrefix("http://")
            let rest = isPlainTextAllowed ? entry.dropFirst("http://".count) : entry[...]
            let isSuffix = rest.hasPrefix(".")
            let place: HostAndPort
            do throws(DestinationFault) {
                place = try HostAndPort(isSuffix ? rest.dropFirst() : rest)
            } catch {
                throw Fault(entry: entry)
            }
            let rule = Rule(port: place.port, isPlainTextAllowed: isPlainTextAllowed)
            if isSuffix {
                suffixes.append(Suffix(text: "." + place.host, rule: rule))
            } else {
                exact[place.host, default: []].append(rule)
            }
        }
        self.entries = entries
        self.exact = exact
        self.suffixes = suffixes
    }

    /// Whether a link may lead to `destination`.
    public func allows(_ destination: Destination) -> Bool {
        do throws(DestinationFault) {
            try check(destination)
            return true
        } catch {
            return false
        }
    }

    /// Throws why a link may not lead to `destination`.
    func check(_ destination: Destination) throws(DestinationFault) {
        let rules =
            (exact[destination.host] ?? [])
            + suffixes.filter { destination.host.hasSuffix($0.text) }.map(\.rule)
        guard !rules.isEmpty else { throw .hostNotAllowed(destination.host) }
        let isLoopback = HostAndPort.loopback.contains(destination.host)
        if isLoopback && rules.contains(where: { $0.port == nil }) { return }
        let fitting = rules.filter { rule in
            destination.scheme == .https || rule.isPlainTextAllowed || isLoopback
        }
        guard !fitting.isEmpty else { throw .plainTextNotAllowed(destination.host) }
        let natural: UInt16 = destination.scheme == .https ? 443 : 80
        guard fitting.contains(where: { ($0.port ?? natural) == destination.effectivePort }) else {
            throw .portNotAllowed(destination.effectivePort)
        }
    }
}
