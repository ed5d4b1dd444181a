import ArgumentParser
import MeritCore
import MeritJSON

/// One of a customer's identifiers: `KIND:-`, which reads it from standard input, or
/// `KIND:HASH` as `identity show` prints it.
struct AliasArgument: ExpressibleByArgument, Hashable, Sendable {
    let kind: AliasKind
    /// 32 hexadecimal digits; nil: the identifier stands on standard input.
    let hash: String?

    static let help = "KIND:- (read from standard input), or KIND:HASH as identity show prints it."

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = AliasKind(name: parts[0]), kind != .click else {
            return nil
        }
        guard parts[1] == "-" || Hex.decode(parts[1])?.count == 16 else { return nil }
        self.kind = kind
        hash = parts[1] == "-" ? nil : String(parts[1])
    }

    /// As requests name it; `identifier` is what stood on standard input.
    func write(_ key: String, identifier: String?, to body: inout JSONWriter) {
        body.object(key) { body in
            if let hash {
                body.member("alias", "\(kind.name):\(hash)")
            } else {
                body.member(kind.name, identifier ?? "")
            }
        }
    }
}
