import Glibc
import MeritCore
import NIOCore

extension NetworkPrefix {
    /// The network of a peer; nil for one that has no address of the Internet.
    init?(peer: SocketAddress) {
        guard let text = peer.ipAddress else { return nil }
        let family = peer.protocol == .inet ? AF_INET : AF_INET6
        var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
        // Safe: the array has the bytes that an address of this family takes.
        guard unsafe inet_pton(family, text, &bytes) == 1 else { return nil }
        self.init(address: bytes)
    }
}
