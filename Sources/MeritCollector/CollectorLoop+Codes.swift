import MeritCore
import MeritCrypto
import MeritQRCode
import MeritToken

extension CollectorLoop {
    /// Answers with the QR code of a redirect that leads somewhere now. Nobody gets a picture of a
    /// text of his own: whatever the token lacks, the answer is the one for unknown paths.
    func code(_ request: CodeRequest, _ ticket: Ticket) {
        guard let encoder = options.codes else { return ticket.complete(with: .codesNotBuilt) }
        guard case .verified(let claim) = table.keys.ring.verify(request.token),
            case .good = table.standing(of: claim, at: now())
        else {
            counts.count(CollectorCounts.CodeOutcome.denied)
            return ticket.complete(with: .notFoundPage)
        }
        let address = "\(table.settings.publicURL)/r/\(request.token)"
        let tag = request.form.tag(of: address)
        if request.known.map({ CodeRequest.Form.names($0, tag) }) ?? false {
            counts.count(CollectorCounts.CodeOutcome.unchanged)
            return ticket.complete(with: .codeUnchanged(tag))
        }
        guard codes.take(), let code = encoder.encode(address) else {
            counts.count(CollectorCounts.CodeOutcome.busy)
            return ticket.complete(with: .codesBusy)
        }
        counts.count(CollectorCounts.CodeOutcome.drawn)
        ticket.complete(with: .code(code, request.form, tag))
    }
}

extension CodeRequest.Form {
    /// A strong validator (RFC 9110, 8.8.3): the picture depends on the address and the form alone.
    /// The first number changes whenever pictures are drawn another way.
    func tag(of address: String) -> String {
        let name = String(SHA256.hash(address.utf8).hex.prefix(16))
        return switch self {
        case .svg: "\"1-\(name)-svg\""
        case .png(let size): "\"1-\(name)-\(size)\""
        }
    }

    /// Whether the value of `If-None-Match` names the tag (RFC 9110, 13.1.2: weakly compared).
    static func names(_ value: String, _ tag: String) -> Bool {
        value.split(separator: ",").contains { part in
            let given = part.drop { $0 == " " }.prefix { $0 != " " }
            return given == "*" || given == tag || given == "W/\(tag)"
        }
    }
}

extension Answer {
    /// How long anybody may keep a code without asking again. A token that is revoked or expired
    /// meanwhile leads to the fallback page all the same: the redirect decides each time.
    private static let caching = "Cache-Control: public, max-age=3600"

    static func code(_ code: QRCode, _ form: CodeRequest.Form, _ tag: String) -> Answer {
        let (type, body) =
            switch form {
            case .svg: ("image/svg+xml", Array(code.svg.utf8))
            case .png(let size): ("image/png", code.png(size: size))
            }
        return Answer(
            .ok, headers: lines("Content-Type: \(type)", caching, "ETag: \(tag)"), body: body)
    }

    static func codeUnchanged(_ tag: String) -> Answer {
        Answer(.notModified, headers: lines(caching, "ETag: \(tag)"))
    }

    static let codesNotBuilt = problem(
        .notImplemented, code: "qr_codes_not_built", detail: QRCodeEncoder.hint)

    static let codeSizeInvalid = problem(
        .badRequest, code: "size_invalid",
        detail: "size: give a whole number of pixels from \(QRCode.pixels.lowerBound) to "
            + "\(QRCode.pixels.upperBound), once.")

    static let codesBusy: Answer = {
        var answer = problem(
            .unavailable, code: "qr_codes_busy",
            detail: "Too many codes are asked for; try again in a second.")
        answer.headers += lines("Retry-After: 1")
        return answer
    }()
}
