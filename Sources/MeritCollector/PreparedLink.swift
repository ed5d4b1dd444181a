import MeritCore
import MeritToken
import NIOCore

/// A link as the redirect needs it: its destination cut where token and click id go.
///
/// How each kind carries them: an H5 page in `mt` and `mc`, a mini-program's URL link in `cq` (the
/// mini-program's query, percent-encoded: `mt=…&mc=…`), an acquisition link in `customer_channel`,
/// which has room for the token alone. The names are ours: parameters of the destination that
/// decode to one of them are taken out, and ours go before the fragment.
struct PreparedLink: Sendable {
    /// Whether the link is on, and why not.
    enum State: Hashable, Sendable {
        case on
        case revoked
        /// Its destination is not allowed any more, or was never a URL.
        case off
    }

    let state: State
    let validDays: UInt32?
    /// What stands before the token, between token and click id, and behind both (the fragment
    /// with its `#`), one after the other: a link is copied on every click.
    private let pieces: [UInt8]
    private let tokenPlace: Int
    /// Equals `tokenPlace` where the kind carries no click id.
    private let clickPlace: Int

    init(_ row: RedirectRows.LinkRow, hosts: DestinationHosts) {
        validDays = row.validDays
        do throws(DestinationFault) {
            let destination = try Destination(row.destination, allowedBy: hosts)
            let carrier = Carrier(row.kind)
            state = row.standing == .revoked ? .revoked : .on
            let head = Self.kept(destination, carrier) + carrier.token
            let middle = carrier.click ?? ""
            let tail = destination.fragment.map { "#" + $0 } ?? ""
            pieces = Array((head + middle + tail).utf8)
            tokenPlace = head.utf8.count
            clickPlace = tokenPlace + middle.utf8.count
        } catch {
            state = .off
            pieces = []
            tokenPlace = 0
            clickPlace = 0
        }
    }

    /// The destination with `token` and, where the kind has room and there is one, `click`.
    func appendLocation(token: Span<UInt8>, click: ClickID?, to bytes: inout ByteBuffer) {
        let pieces = pieces.span
        bytes.append(pieces.extracting(..<tokenPlace))
        bytes.append(token)
        if clickPlace > tokenPlace, let click {
            bytes.append(pieces.extracting(tokenPlace..<clickPlace))
            bytes.append(click.characters.span)
        }
        bytes.append(pieces.extracting(clickPlace...))
    }

    private struct Carrier {
        /// Parameters that are ours.
        let names: Set<String>
        /// What stands before the token.
        let token: String
        let click: String?

        init(_ kind: LinkKind) {
            switch kind {
            case .h5: (names, token, click) = (["mt", "mc"], "mt=", "&mc=")
            case .miniprogram: (names, token, click) = (["cq"], "cq=mt%3D", "%26mc%3D")
            case .acquisition:
                (names, token, click) = (["customer_channel"], "customer_channel=", nil)
            }
        }
    }

    /// The destination without fragment and without what is ours, ready for one more parameter.
    private static func kept(_ destination: Destination, _ carrier: Carrier) -> String {
        let place = destination.origin + (destination.path.isEmpty ? "/" : destination.path)
        let parameters = (destination.query ?? "").split(separator: "&").filter { parameter in
            !carrier.names.contains(decodedName(parameter))
        }
        return place + "?" + parameters.map { $0 + "&" }.joined()
    }

    /// A parameter's name as a server reads it (URL Standard, application/x-www-form-urlencoded).
    private static func decodedName(_ parameter: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = parameter.utf8.prefix { $0 != UInt8(ascii: "=") }
        while let byte = rest.popFirst() {
            let pair = rest.prefix(2)
            if byte == UInt8(ascii: "%"), let decoded = Hex.decode(Substring(pair))?.first {
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
