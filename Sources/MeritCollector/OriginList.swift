import MeritCore

/// Web origins (RFC 6454) that may send views: `https://mall.example`, `https://m.example:8443`.
/// Closed when empty. What an answer says of an origin is taken from here, never from the request.
package struct OriginList: Hashable, Sendable {
    private let origins: Set<String>

    package static let none = OriginList()

    /// An entry that is no origin.
    package struct Fault: Error, Hashable, Sendable {
        package let entry: String
        package var message: String {
            "“\(entry)” is no origin: write https://HOST or https://HOST:PORT, without a path"
        }
    }

    private init() { origins = [] }

    package init(_ entries: [String]) throws(Fault) {
        var origins: Set<String> = []
        for entry in entries {
            let destination: Destination
            do throws(DestinationFault) {
                destination = try Destination(entry)
            } catch {
                throw Fault(entry: entry)
            }
            guard destination.path.isEmpty || destination.path == "/", destination.query == nil,
                destination.fragment == nil
            else { throw Fault(entry: entry) }
            origins.insert(Self.serialised(destination))
        }
        self.origins = origins
    }

    /// Our own spelling of `origin` if it is listed.
    func listed(_ origin: String) -> String? {
        origins.firstIndex(of: origin).map { origins[$0] }
    }

    /// As browsers send it: lower case, no default port.
    private static func serialised(_ destination: Destination) -> String {
        let scheme = destination.scheme == .https ? "https" : "http"
        let natural: UInt16 = destination.scheme == .https ? 443 : 80
        let isNatural = destination.effectivePort == natural
        let port = isNatural ? "" : ":\(destination.effectivePort)"
        return "\(scheme)://\(destination.host)\(port)"
    }
}
